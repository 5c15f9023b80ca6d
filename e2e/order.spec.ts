import type { Locator, Page } from "@playwright/test";
import { expect, once, test } from "./fixtures";
import { day, expectTitles, openApi, openView, rowOf } from "./tasks";

test.beforeEach(({ account }) => void account);

const three = [{ title: "One" }, { title: "Two" }, { title: "Three" }];

async function middleOf(locator: Locator): Promise<{ x: number; y: number; height: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error("it is not on the screen");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, height: box.height };
}

const isInHand = (page: Page) => page.evaluate(() => document.documentElement.style.cursor === "grabbing");

/** Takes a row by the mouse and holds it over another one, nearer to its foot. */
async function dragOver(page: Page, from: Locator, to: Locator) {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  const [start, end] = [await middleOf(from), await middleOf(to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  // The code that drags comes when it is wanted, and takes the row with the next move.
  for (let by = 10; !(await isInHand(page)); by = by === 10 ? 12 : 10) await page.mouse.move(start.x, start.y + by);
  await page.mouse.move(end.x, end.y + end.height / 2 - 2, { steps: 4 });
}

test("a row is moved by Alt and an arrow, which can be undone, and the server knows", once, async ({ page }) => {
  const api = await openApi(page);
  const made = await api.create(...three);
  await openView(page, "/inbox");
  await rowOf(page, "One").focus();
  await page.keyboard.press("Alt+ArrowDown");
  await expectTitles(page, ["Two", "One", "Three"]);
  await expect(rowOf(page, "One")).toBeFocused();
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("Alt+ArrowDown");
  await expectTitles(page, ["Two", "Three", "One"]);
  await page.keyboard.press("Alt+ArrowUp");
  await expectTitles(page, ["Two", "One", "Three"]);
  await page.keyboard.press("z");
  await expectTitles(page, ["Two", "Three", "One"]);
  const readPositions = () => Promise.all(made.map(async ({ id }) => (await api.read(id)).position));
  const isMoved = async () => {
    const [one = "", two = "", three = ""] = await readPositions();
    return two < three && three < one;
  };
  await expect.poll(isMoved).toBe(true);
});

test("where something else gives the order, nothing moves by hand", once, async ({ page }) => {
  await (await openApi(page)).create(...three);
  await openView(page, "/inbox?sort=title");
  await rowOf(page, "One").focus();
  await page.keyboard.press("Alt+ArrowDown");
  await expectTitles(page, ["One", "Three", "Two"]);
});

test("of a day, what has a time stays in the order of its time", once, async ({ page }) => {
  await (await openApi(page)).create(
    { title: "Nine", dueDate: day(0), dueTime: "09:00" },
    { title: "One", dueDate: day(0) },
    { title: "Two", dueDate: day(0) },
  );
  await openView(page, "/today");
  await rowOf(page, "Two").focus();
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("Alt+ArrowUp");
  await expectTitles(page, ["Nine", "Two", "One"]);
  await rowOf(page, "Nine").focus();
  await page.keyboard.press("Alt+ArrowDown");
  await expectTitles(page, ["Nine", "Two", "One"]);
});

test("its menu moves a row", async ({ page, isMobile }) => {
  test.skip(isMobile, "a right press");
  await (await openApi(page)).create(...three);
  await openView(page, "/inbox");
  await rowOf(page, "Three").click({ button: "right" });
  await page.getByRole("menuitem", { name: /^Move up/ }).click();
  await expectTitles(page, ["One", "Three", "Two"]);
});

test.describe("by mouse", () => {
  test.skip(({ isMobile }) => isMobile, "a finger has the handle");

  test("a row lands where it is dropped, opens nothing, and Undo takes it back", async ({ page }) => {
    await (await openApi(page)).create(...three);
    await openView(page, "/inbox");
    await dragOver(page, rowOf(page, "One"), rowOf(page, "Two"));
    await page.mouse.up();
    await expectTitles(page, ["Two", "One", "Three"]);
    await expect(page).toHaveURL("/inbox");
    await expect(rowOf(page, "One")).toBeFocused();
    await page.getByRole("button", { name: "Undo" }).click();
    await expectTitles(page, ["One", "Two", "Three"]);
  });

  test("a row is where it was dropped before the next frame", async ({ page }) => {
    await (await openApi(page)).create(...three);
    await openView(page, "/inbox");
    await dragOver(page, rowOf(page, "One"), rowOf(page, "Three"));
    const titles = await page.evaluate(
      () =>
        new Promise<(string | null)[]>((resolve) => {
          // Behind the listener that drops it, and before a frame.
          window.addEventListener("pointerup", () => {
            const parts = document.querySelectorAll("[data-task-id] [data-title]");
            resolve(Array.from(parts, ({ textContent }) => textContent));
          });
          document.body.dispatchEvent(new PointerEvent("pointerup", { pointerId: 1, bubbles: true }));
        }),
    );
    await page.mouse.up();
    expect(titles).toEqual(["Two", "Three", "One"]);
  });

  test("Escape takes a row back that is in the hand", async ({ page }) => {
    await (await openApi(page)).create(...three);
    await openView(page, "/inbox");
    await dragOver(page, rowOf(page, "One"), rowOf(page, "Three"));
    await page.keyboard.press("Escape");
    await page.mouse.up();
    await expectTitles(page, ["One", "Two", "Three"]);
    await expect(page).toHaveURL("/inbox");
  });

  test("a row that is dropped on another day is due then, in one step", async ({ page }) => {
    const api = await openApi(page);
    const [task] = await api.create(
      { title: "One", dueDate: day(0), dueTime: "09:00" },
      { title: "Two", dueDate: day(1) },
      { title: "Three", dueDate: day(0) },
    );
    await openView(page, "/upcoming");
    await dragOver(page, rowOf(page, "Three"), rowOf(page, "Two"));
    await page.mouse.up();
    await expectTitles(page, ["Two", "Three"], "Tomorrow");
    await page.keyboard.press("z");
    await expectTitles(page, ["One", "Three"], "Today");
    await dragOver(page, rowOf(page, "One"), rowOf(page, "Two"));
    await page.mouse.up();
    await expectTitles(page, ["One", "Two"], "Tomorrow");
    await expect.poll(async () => (await api.read(task?.id ?? "")).dueDate).toBe(day(1));
    expect((await api.read(task?.id ?? "")).dueTime).toBe("09:00");
  });
});

test.describe("by touch", () => {
  test.skip(({ isMobile }) => !isMobile, "a mouse takes the row itself");

  test("a row that is selected by a finger that stays has a handle, and is moved by it", async ({ page }) => {
    await (await openApi(page)).create(...three);
    await openView(page, "/inbox");
    const client = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", points: { x: number; y: number }[]) =>
      client.send("Input.dispatchTouchEvent", { type, touchPoints: points });
    const one = await middleOf(rowOf(page, "One"));
    await touch("touchStart", [one]);
    await expect(rowOf(page, "One")).toHaveAttribute("aria-selected", "true");
    await touch("touchEnd", []);
    const handle = await middleOf(rowOf(page, "One").locator("[data-handle]"));
    const end = await middleOf(rowOf(page, "Three"));
    await touch("touchStart", [handle]);
    await page.waitForTimeout(500);
    for (const part of [0.1, 0.5, 0.9, 1])
      await touch("touchMove", [{ x: handle.x, y: handle.y + (end.y + 15 - handle.y) * part }]);
    await touch("touchEnd", []);
    await expectTitles(page, ["Two", "Three", "One"]);
  });
});
