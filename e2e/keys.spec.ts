import type { Page } from "@playwright/test";
import { expect, expectAccessible, once, test } from "./fixtures";
import { openApi, openView } from "./tasks";

const titles = ["Apples", "Bread", "Cheese"];

const row = (page: Page, title: string) => page.getByRole("row").filter({ hasText: title });
const readRows = (page: Page) => page.locator("[data-title]").allTextContents();
const dialog = (page: Page) => page.getByRole("dialog");
const palette = (page: Page) => page.getByRole("combobox", { name: "Search or jump to" });
const searchField = (page: Page) => page.getByRole("searchbox", { name: "Search tasks" });

/** Presses keys one after another. */
async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test.beforeEach(async ({ page, account: _ }) => {
  await (await openApi(page)).create(...titles.map((title) => ({ title })));
});

test.describe("by keyboard alone", () => {
  test.skip(({ isMobile }) => isMobile, "a keyboard of a phone has a test of its own");

  test("J, K and arrows move, across the ends too", async ({ page }) => {
    await openView(page, "/inbox");
    const focused: (string | null)[] = [];
    for (const key of ["j", "j", "ArrowDown", "j", "k", "ArrowUp"]) {
      await press(page, key);
      focused.push((await page.locator("[data-task-id]:focus [data-title]").textContent()) ?? "");
    }
    expect(focused).toEqual(["Apples", "Bread", "Cheese", "Cheese", "Bread", "Apples"]);
  });

  test("Enter opens, Escape closes and gives the row its focus again", async ({ page }) => {
    await openView(page, "/inbox");
    await press(page, "j", "j", "Enter");
    await expect(page).toHaveURL(/\/inbox\?task=/);
    await expect(page.getByRole("complementary").filter({ hasText: "Bread" })).toBeVisible();
    await press(page, "Escape");
    await expect(page).toHaveURL(/\/inbox$/);
    await expect(row(page, "Bread")).toBeFocused();
  });

  test("Z takes back what was added, given a priority or duplicated", async ({ page }) => {
    const api = await openApi(page);
    await openView(page, "/inbox");
    const readAll = async () => (await api.list()).map(({ title, priority }) => [title, priority]);
    const before = await readAll();
    await press(page, "j", "1");
    await expect.poll(readAll).toContainEqual(["Apples", "high"]);
    await press(page, "z");
    await expect.poll(readAll).toEqual(before);
    await press(page, "ControlOrMeta+k");
    await expect(palette(page)).toBeFocused();
    await page.keyboard.type("duplicate");
    await press(page, "Enter");
    await expect.poll(readAll).toHaveLength(4);
    await press(page, "z");
    await expect.poll(readAll).toEqual(before);
    await press(page, "q");
    await expect(page.getByRole("textbox", { name: "New task" }).filter({ visible: true })).toBeFocused();
    await page.keyboard.type("Dates");
    await press(page, "Enter", "Escape");
    await expect.poll(readAll).toHaveLength(4);
    await press(page, "z");
    await expect.poll(readAll).toEqual(before);
  });

  test("Space and X complete, and Z takes it back", async ({ page }) => {
    await openView(page, "/inbox");
    await press(page, "j", "Space");
    await expect(row(page, "Apples")).toHaveCount(0);
    await expect(row(page, "Bread")).toBeFocused();
    await press(page, "x");
    await expect(row(page, "Bread")).toHaveCount(0);
    await press(page, "z");
    await expect(row(page, "Bread")).toBeVisible();
    await press(page, "ControlOrMeta+z");
    await expect(row(page, "Apples")).toBeVisible();
    await press(page, "ControlOrMeta+Shift+z");
    await expect(row(page, "Apples")).toHaveCount(0);
  });

  test("Space on a control of the row presses that control", async ({ page }) => {
    await openView(page, "/inbox");
    await press(page, "j", "ArrowRight");
    await expect(row(page, "Apples").getByRole("checkbox")).toBeFocused();
    await press(page, "Space");
    await expect(row(page, "Apples")).toHaveCount(0);
    await expect(row(page, "Bread")).toBeVisible();
    await press(page, "ArrowRight", "ArrowRight");
    await expect(row(page, "Bread").getByRole("link", { name: "Bread" })).toBeFocused();
    await press(page, "Space");
    await expect(page.getByRole("complementary").filter({ hasText: "Bread" })).toBeVisible();
  });

  test("a key that is held completes one task", async ({ page }) => {
    await openView(page, "/inbox");
    await press(page, "j");
    await page.keyboard.down("x");
    await page.keyboard.down("x");
    await page.keyboard.down("x");
    await page.keyboard.up("x");
    await expect(row(page, "Apples")).toHaveCount(0);
    await expect(page.getByRole("row")).toHaveCount(2);
  });

  test("E edits the title in place, and what is typed is not taken for keys", async ({ page }) => {
    await openView(page, "/inbox");
    await press(page, "j", "e");
    await page.keyboard.type(" x1?/jkgtq");
    await press(page, "Enter");
    await expect(row(page, "Apples x1?/jkgtq")).toBeVisible();
    expect(await readRows(page)).toHaveLength(3);
    await expect(dialog(page)).toHaveCount(0);
  });

  test("T asks when it is due", async ({ page }) => {
    await openView(page, "/inbox");
    await press(page, "j", "t");
    await expect(dialog(page)).toBeVisible();
    await press(page, "Escape");
    await expect(dialog(page)).toHaveCount(0);
    await expect(row(page, "Apples")).toBeFocused();
  });

  test("1 to 4 are priorities", async ({ page }) => {
    await openView(page, "/inbox");
    await press(page, "j");
    for (const [key, name] of [
      ["1", /high priority/],
      ["2", /medium priority/],
      ["3", /low priority/],
      ["4", /Apples”$/],
    ] as const) {
      await press(page, key);
      await expect(row(page, "Apples").getByRole("checkbox")).toHaveAccessibleName(name);
    }
  });

  test("Delete moves to the trash, and in the trash asks first", async ({ page }) => {
    await openView(page, "/inbox");
    await press(page, "j", "Delete");
    await expect(row(page, "Apples")).toHaveCount(0);
    await openView(page, "/trash");
    await press(page, "j", "Delete");
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await press(page, "Escape");
    await expect(row(page, "Apples")).toBeVisible();
  });

  test("Shift and arrows select, and a key acts on all that is selected", async ({ page }) => {
    await openView(page, "/inbox");
    await press(page, "j", "Shift+ArrowDown");
    await expect(page.getByRole("row", { selected: true })).toHaveCount(2);
    await press(page, "x");
    await expect.poll(() => readRows(page)).toEqual(["Cheese"]);
    await press(page, "z");
    await expect(page.getByRole("row")).toHaveCount(3);
  });

  test("all are selected at once, and Escape ends the selection", async ({ page }) => {
    await openView(page, "/inbox");
    await press(page, "ControlOrMeta+a");
    await expect(page.getByRole("row", { selected: true })).toHaveCount(3);
    await press(page, "Escape");
    await expect(page.getByRole("row", { selected: true })).toHaveCount(0);
  });

  test("Alt and arrows put the row elsewhere", async ({ page }) => {
    await openView(page, "/inbox");
    await press(page, "j", "Alt+ArrowDown");
    await expect.poll(() => readRows(page)).toEqual(["Bread", "Apples", "Cheese"]);
    await press(page, "Alt+ArrowDown", "Alt+ArrowUp", "Alt+ArrowUp");
    await expect.poll(() => readRows(page)).toEqual(titles);
    await expect(row(page, "Apples")).toBeFocused();
  });

  test("G and a letter go to a view without a request, and a hint says which", async ({ page }) => {
    await openView(page, "/inbox");
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await press(page, "g");
    await expect(page.getByRole("status").filter({ hasText: "Upcoming" })).toBeVisible();
    for (const [key, heading] of [
      ["t", "Today"],
      ["u", "Upcoming"],
      ["c", "Completed"],
      ["i", "Inbox"],
    ] as const) {
      await press(page, ...(key === "t" ? [key] : ["g", key]));
      await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    }
    expect(requests.filter((url) => !/_next|\/api\/|icon\.svg/.test(url))).toEqual([]);
  });

  test("G alone is forgotten after a while, and ends with any other key", async ({ page }) => {
    await openView(page, "/inbox");
    await press(page, "g", "x");
    await press(page, "u");
    await press(page, "g");
    const hint = page.getByRole("status").filter({ hasText: "Upcoming" });
    await expect(hint).toBeVisible();
    await expect(hint).toHaveCount(0);
    await press(page, "i");
    await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
    await expect(page.getByRole("row")).toHaveCount(3);
  });

  test("Q adds a task", async ({ page }) => {
    await openView(page, "/completed");
    await press(page, "q");
    await expect(page.getByRole("textbox", { name: /task/i })).toBeFocused();
    await page.keyboard.type("Dates");
    await press(page, "Enter", "Escape");
    await press(page, "g", "i");
    await expect(row(page, "Dates")).toBeVisible();
  });

  test("? shows every key, and Escape goes back to the row", async ({ page }) => {
    await openView(page, "/inbox");
    await press(page, "j", "?");
    await expect(dialog(page)).toContainText("Keyboard shortcuts");
    await expect(dialog(page)).toContainText("Complete or reopen");
    await expectAccessible(page);
    await press(page, "x", "Escape");
    await expect(dialog(page)).toHaveCount(0);
    await expect(row(page, "Apples")).toBeFocused();
  });

  test("single keys can be switched off; the others stay", async ({ page, context, baseURL }) => {
    await context.addCookies([{ name: "letter-keys", value: "off", url: baseURL ?? "" }]);
    await openView(page, "/inbox");
    await press(page, "j", "q", "?", "/", "1", "g", "t");
    await expect(dialog(page)).toHaveCount(0);
    await expect(page).toHaveURL(/\/inbox$/);
    await press(page, "ArrowDown", "Space");
    await expect(row(page, "Apples")).toHaveCount(0);
    await press(page, "ControlOrMeta+k");
    await palette(page).fill("keyboard");
    await press(page, "Enter");
    await expect(dialog(page)).toContainText("are off");
    await expectAccessible(page);
    await dialog(page).getByRole("link", { name: "Settings" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  });

  test("the palette does what is chosen in it to the active row", async ({ page }) => {
    await openView(page, "/inbox");
    await press(page, "j", "j", "ControlOrMeta+k");
    await expect(palette(page)).toBeFocused();
    await expect(page.getByRole("group", { name: "“Bread”" })).toBeVisible();
    await page.keyboard.type("high");
    await press(page, "Enter");
    await expect(row(page, "Bread").getByRole("checkbox")).toHaveAccessibleName(/high priority/);
    await expect(row(page, "Bread")).toBeFocused();
    await press(page, "ControlOrMeta+k");
    await expect(palette(page)).toBeFocused();
    await page.keyboard.type("edit");
    await press(page, "Enter");
    await expect(page.getByRole("textbox", { name: "Title" })).toBeFocused();
    await page.keyboard.type(" and butter");
    await press(page, "Enter");
    await expect(row(page, "Bread and butter")).toBeVisible();
  });

  test("the palette's lines are gone through by keys", async ({ page }) => {
    await openView(page, "/inbox");
    await press(page, "ControlOrMeta+k");
    const options = page.getByRole("option");
    const active = () => page.locator('[role=option][aria-selected="true"]').textContent();
    const first = await options.first().textContent();
    const last = await options.last().textContent();
    expect(await active()).toBe(first);
    await press(page, "ArrowUp");
    expect(await active()).toBe(last);
    await press(page, "ArrowDown");
    expect(await active()).toBe(first);
    await press(page, "End");
    expect(await active()).toBe(last);
    await press(page, "Home");
    expect(await active()).toBe(first);
    await expect(palette(page)).toHaveAttribute(
      "aria-activedescendant",
      (await options.first().getAttribute("id")) ?? "",
    );
    await press(page, "ControlOrMeta+k");
    await expect(palette(page)).toHaveCount(0);
  });

  test("/ searches, arrows go into what was found, and Escape comes back", async ({ page }) => {
    await openView(page, "/inbox");
    await press(page, "/");
    await expect(searchField(page)).toBeFocused();
    await page.keyboard.type("bre");
    await expect(page.getByRole("row")).toHaveCount(1);
    await press(page, "ArrowDown");
    await expect(row(page, "Bread")).toBeFocused();
    await press(page, "x");
    await expect(page.getByRole("heading", { name: "Completed" })).toBeVisible();
    await press(page, "/");
    await expect(searchField(page)).toBeFocused();
    await press(page, "Escape");
    await expect(searchField(page)).not.toBeFocused();
    await expect(searchField(page)).toHaveValue("bre");
  });
});

test("what is typed right behind the key is the palette's, and the picker's", once, async ({ page }) => {
  await (await openApi(page)).create({ title: "Write" });
  await openView(page, "/inbox");
  await page.getByRole("row", { name: /Write/ }).focus();
  for (const [key, name, label] of [
    ["Control+k", "Command palette", "Search or jump to"],
    ["t", "Due date of “Write”", "Type a date"],
  ] as const) {
    // Its code is there the second time.
    await page.keyboard.press(key);
    await expect(page.getByRole("dialog", { name })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name })).toBeHidden();
    const focused = await page.evaluate(async (press) => {
      const init = { key: press.at(-1) ?? "", ctrlKey: press.includes("+"), bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", init));
      // As long as no task is over, no other key is heard.
      for (let turns = 0; turns < 20; turns++) await null;
      const { activeElement } = document;
      return (
        activeElement instanceof HTMLInputElement && (activeElement.ariaLabel ?? activeElement.labels?.[0]?.textContent)
      );
    }, key);
    expect(focused).toBe(label);
    await page.keyboard.press("Escape");
  }
});

test("the palette finds tasks, opens one, and adds what is not there", async ({ page }) => {
  await openView(page, "/inbox");
  await press(page, "ControlOrMeta+k");
  await palette(page).fill("chee");
  await expect(page.getByRole("option", { name: "Cheese" }).locator("mark")).toHaveText("Chee");
  await expectAccessible(page);
  await page.getByRole("option", { name: "Cheese", exact: true }).click();
  await expect(page).toHaveURL(/\/inbox\?task=/);
  await openView(page, "/inbox");
  await press(page, "ControlOrMeta+k");
  await palette(page).fill("Pay rent 2030-01-05 !1");
  await expect(page.getByText("No task, view or action has these words.")).toBeVisible();
  await expectAccessible(page);
  await press(page, "Enter");
  await expect(row(page, "Pay rent")).toContainText("5");
  await expect(row(page, "Pay rent").getByRole("checkbox")).toHaveAccessibleName(/high priority/);
});

test("the palette is usable by all before anything is typed", async ({ page }) => {
  await openView(page, "/inbox");
  await press(page, "ControlOrMeta+k");
  await expect(palette(page)).toBeFocused();
  await expectAccessible(page);
});

test("a search is in its address, and is found there on the first load", once, async ({ page }) => {
  await (await openApi(page)).create({ title: "Call", description: "Ask about the **bread** knife" });
  await openView(page, "/search");
  await searchField(page).fill("bread");
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(row(page, "Call").locator("mark")).toHaveText("bread");
  await expect(page.getByRole("status").filter({ hasText: "2 results" })).toBeAttached();
  await expect(page).toHaveURL(/\/search\?q=bread$/);
  await expectAccessible(page);
  const html = await (await page.request.get("/search?q=bread")).text();
  expect(html).toContain("Call");
  await page.goto("/search?q=nothing%20like%20it");
  await expect(searchField(page)).toHaveValue("nothing like it");
  await expect(page.getByText("Nothing found for “nothing like it”").first()).toBeVisible();
  await expectAccessible(page);
});

test("a search is narrowed and ordered like any list", once, async ({ page }) => {
  await (await openApi(page)).create({ title: "Apple pie", priority: "high" });
  await openView(page, "/search?q=apple");
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.getByRole("button", { name: "Filter and sort" }).click();
  await page.getByRole("checkbox", { name: "High", exact: true }).check();
  await expect.poll(() => readRows(page)).toEqual(["Apple pie"]);
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL("/search?q=apple&priority=high");
  await expect(page.getByRole("main").getByText("Priority: High")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("main").getByRole("button", { name: "Clear", exact: true }).click();
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(page).toHaveURL("/search?q=apple");
});

test("what is in the trash is found on request", async ({ page, isMobile }) => {
  test.skip(isMobile, "deleted by key");
  await openView(page, "/inbox");
  await press(page, "j", "Delete");
  await press(page, "/");
  await expect(searchField(page)).toBeFocused();
  await page.keyboard.type("apples");
  await page.getByRole("button", { name: "Show 1 more in the trash" }).click();
  await expect(row(page, "Apples")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Trash" })).toBeVisible();
});
