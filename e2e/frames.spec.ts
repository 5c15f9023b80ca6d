import type { Page } from "@playwright/test";
import { expect, once, test } from "./fixtures";
import { expectTitles, openApi, openView, rowOf } from "./tasks";

// What the frame that answers a press shows, and that the next press finds what the last one led to, however soon it comes.

test.beforeEach(({ account }) => void account);

const three = [{ title: "One" }, { title: "Two" }, { title: "Three" }];

async function openThree(page: Page, active: string) {
  await (await openApi(page)).create(...three);
  await openView(page, "/inbox");
  await rowOf(page, active).focus();
}

/** Presses keys with no frame between them. Returns the titles of the rows that are there before the next frame. */
const pressAtOnce = (page: Page, keys: string[]): Promise<string[]> =>
  page.evaluate(async (keys) => {
    for (const key of keys) {
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      for (let turns = 0; turns < 20; turns++) await null;
    }
    return Array.from(document.querySelectorAll("[data-task-id] [data-title]"), ({ textContent }) => textContent ?? "");
  }, keys);

test(
  "a task that is completed has its check in the first frame, and leaves the list after it",
  once,
  async ({ page }) => {
    await openThree(page, "One");
    const seen = await page.evaluate(async () => {
      const row = document.querySelector("[data-task-id]");
      const check = row?.querySelector("input");
      check?.click();
      for (let turns = 0; turns < 20; turns++) await null;
      return { isChecked: check?.checked, isThere: row?.isConnected };
    });
    expect(seen).toEqual({ isChecked: true, isThere: true });
    await expectTitles(page, ["Two", "Three"]);
  },
);

test("one key right behind another acts on the row that the first has led to", once, async ({ page }) => {
  await openThree(page, "One");
  await pressAtOnce(page, ["x", "x"]);
  await expectTitles(page, ["Three"]);
  await pressAtOnce(page, ["z", "z"]);
  await expectTitles(page, ["One", "Two", "Three"]);
});

test("a key that moves, right behind one that takes its row away, moves from the next", once, async ({ page }) => {
  await openThree(page, "One");
  await pressAtOnce(page, ["x", "End", "x"]);
  await expectTitles(page, ["Two"]);
});

test("a filter looks chosen in the first frame", once, async ({ page }) => {
  await openThree(page, "One");
  await page.getByRole("button", { name: "Filter and sort" }).click();
  const seen = await page.getByRole("radio", { name: "Title" }).evaluate(async (radio: HTMLInputElement) => {
    radio.click();
    for (let turns = 0; turns < 20; turns++) await null;
    return radio.checked;
  });
  expect(seen).toBe(true);
});

test("a view that is left while the search is written into the address is left", once, async ({ page }) => {
  await openThree(page, "One");
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 5000);
  await page.keyboard.type("tw");
  // The address is written 400 ms after the last letter: here between the press and the frame that follows it.
  await page.clock.runFor(395);
  await page.getByRole("link", { name: /^Inbox/ }).click();
  await page.clock.runFor(600);
  await expect(page).toHaveURL(/inbox$/);
  await expectTitles(page, ["One", "Two", "Three"]);
});

test("what is typed right behind / is in the search, all of it, the first time too", once, async ({ page }) => {
  await openThree(page, "One");
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("/");
  await page.keyboard.type("quit");
  await expect(page.getByRole("searchbox")).toHaveValue("quit");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a screen that is a chunk of its own is never blank once that is there", once, async ({ page }) => {
  await openThree(page, "One");
  await page.waitForLoadState("networkidle");
  const headings = await page.evaluate(async () => {
    const seen = new Set<string | undefined>();
    document.querySelector<HTMLElement>('a[href="/settings"]')?.click();
    for (let frames = 0; frames < 30; frames++) {
      await new Promise(requestAnimationFrame);
      seen.add(document.querySelector("h1")?.textContent ?? undefined);
    }
    return [...seen];
  });
  expect(headings).toEqual(["Inbox", "Settings"]);
});

test("what is typed right behind a press on Add task is the new task's", once, async ({ page }) => {
  await openThree(page, "One");
  await page.waitForLoadState("networkidle");
  await page.getByRole("main").getByRole("button", { name: "Add task" }).click();
  await page.keyboard.type("bread");
  await expect(page.getByRole("textbox", { name: "New task" })).toHaveValue("bread");
});

test("a task that the palette opens has the focus, and its title is edited from its end", once, async ({ page }) => {
  await (await openApi(page)).create(...three);
  await openView(page, "/inbox");
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("two");
  await page.getByRole("option", { name: /Two/ }).waitFor();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: "Two" });
  await expect(panel).toBeFocused();
  await page.keyboard.press("e");
  await page.keyboard.type("fold");
  await expect(panel.getByRole("textbox", { name: "Title" })).toHaveValue("Twofold");
});

test("a page that comes with a task open leaves the focus where it is", once, async ({ page }) => {
  const [, task] = await (await openApi(page)).create(...three);
  await openView(page, "/inbox");
  await page.waitForLoadState("networkidle");
  // Its code is in the browser's cache by now.
  await page.goto(`/inbox?task=${task?.id}`);
  await expect(page.getByRole("complementary", { name: "Two" }).getByRole("textbox", { name: "Title" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  await expect(page.locator("body")).toBeFocused();
});

test("a row that comes back while it leaves is there once", once, async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await openThree(page, "One");
  await page.waitForLoadState("networkidle");
  const most = await page.evaluate(async () => {
    const press = (key: string) =>
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    const count = () =>
      [...document.querySelectorAll("[data-title]")].filter(({ textContent }) => textContent === "One").length;
    let most = 0;
    for (const key of ["x", "z", "x", "z"]) {
      press(key);
      for (let frames = 0; frames < 3; frames++) {
        await new Promise(requestAnimationFrame);
        await new Promise((resolve) => setTimeout(resolve));
        most = Math.max(most, count());
      }
    }
    return most;
  });
  expect(most).toBe(1);
  await expectTitles(page, ["One", "Two", "Three"]);
});

test("a key right behind one that leaves a task's panel is the row's", once, async ({ page }) => {
  await openThree(page, "Two");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary", { name: "Two" })).toBeFocused();
  await pressAtOnce(page, ["Escape", "j", "x"]);
  await expectTitles(page, ["One", "Two"]);
});

test("a row that is moved by Alt and an arrow twice at once is moved twice", once, async ({ page }) => {
  await openThree(page, "One");
  await page.evaluate(() => {
    for (let times = 0; times < 2; times++)
      document.activeElement?.dispatchEvent(
        new KeyboardEvent("keydown", { key: "ArrowDown", altKey: true, bubbles: true, cancelable: true }),
      );
  });
  await expectTitles(page, ["Two", "Three", "One"]);
});

test("a title that is edited in its row never shows the old one again", once, async ({ page }) => {
  await openThree(page, "Two");
  await page.keyboard.press("e");
  await page.getByRole("textbox", { name: "Title" }).fill("Second");
  expect(await pressAtOnce(page, ["Enter"])).toEqual(["One", "Second", "Three"]);
});

test("what is typed into the search stays while the address takes it over", once, async ({ page }) => {
  await openThree(page, "One");
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("tw");
  const seen = await page.evaluate(async () => {
    const seen = new Set<string | undefined>();
    for (const until = performance.now() + 1000; performance.now() < until; await new Promise(requestAnimationFrame))
      seen.add(document.querySelector<HTMLInputElement>("#search-field")?.value);
    return [...seen];
  });
  expect(seen).toEqual(["tw"]);
  await expect(page).toHaveURL(/[?]q=tw$/);
});

test("another view begins at its top, and the old one is not moved before it goes", once, async ({ page }) => {
  const api = await openApi(page);
  await api.create(...Array.from({ length: 60 }, (_, index) => ({ title: `Task ${index}` })));
  await openView(page, "/inbox");
  await page.evaluate(() => scrollTo(0, 900));
  const seen = await page.evaluate(async () => {
    document.querySelector<HTMLElement>('a[href="/today"]')?.click();
    for (let turns = 0; turns < 20; turns++) await null;
    return { heading: document.querySelector("h1")?.textContent, top: scrollY, address: location.pathname };
  });
  expect(seen).toEqual({ heading: "Inbox", top: 900, address: "/today" });
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  expect(await page.evaluate(() => scrollY)).toBe(0);
});
