import type { Locator, Page } from "@playwright/test";
import type { Task } from "@/lib/contract/task";
import { addDays } from "@/lib/tasks/calendar";
import { dateIn } from "@/lib/tasks/dates";
import { expect, expectAccessible, once, test } from "./fixtures";
import { openView } from "./tasks";

test.use({ locale: "en-GB", timezoneId: "Europe/Berlin" });

const today = () => dateIn("Europe/Berlin", new Date());
const tomorrow = () => addDays(today(), 1);

const marks = (field: Locator) => field.locator("xpath=preceding-sibling::*").locator("[data-mark]");

/** Today's own field, which is open for someone who has no task yet. */
async function openToday(page: Page): Promise<Locator> {
  await openView(page, "/today");
  const field = page.getByRole("main").getByRole("textbox", { name: "New task" });
  await expect(field).toBeVisible();
  return field;
}

/** The same over a screen that has no field. */
async function openDialog(page: Page): Promise<Locator> {
  await openView(page, "/completed");
  await page.getByRole("button", { name: "Add task" }).filter({ visible: true }).first().click();
  const field = page.getByRole("dialog").getByRole("textbox", { name: "New task" });
  await expect(field).toBeFocused();
  return field;
}

/** What is understood is known once the parser is there. */
async function write(field: Locator, text: string, understood: string[]) {
  await field.click();
  await field.pressSequentially(text);
  await expect(marks(field)).toHaveText(understood);
}

type Known = Pick<Task, "title" | "dueDate" | "dueTime" | "priority">;

/** Waits until the server has exactly these tasks, in the order of their titles. */
async function expectTasks(page: Page, expected: Known[]) {
  const { token } = await (await page.request.get("/api/auth/token")).json();
  const read = async () => {
    const answer = await page.request.get("/api/tasks?limit=200", { headers: { authorization: `Bearer ${token}` } });
    const { items }: { items: Task[] } = await answer.json();
    return items
      .map(({ title, dueDate, dueTime, priority }) => ({ title, dueDate, dueTime, priority }))
      .sort((one, other) => one.title.localeCompare(other.title));
  };
  await expect.poll(read).toEqual(expected);
}

test.beforeEach(({ account }) => {
  expect(account.email).toBeTruthy();
});

test("a line becomes a task with its date, time and priority, and the field waits for the next", async ({ page }) => {
  const field = await openToday(page);
  await write(field, "Pay rent tomorrow 9am !1", ["tomorrow 9am", "!1"]);
  await expect(page.getByRole("button", { name: /^Not due .* 09:00$/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Not high priority" })).toBeVisible();
  await field.press("Enter");
  await expect(field).toHaveValue("");
  await expect(field).toBeFocused();
  await page.keyboard.type("Water the plants");
  await page.keyboard.press("Shift+Enter");
  await expect(page.getByText("Water the plants").first()).toBeVisible();
  await expectTasks(page, [
    { title: "Pay rent", dueDate: tomorrow(), dueTime: "09:00", priority: "high" },
    { title: "Water the plants", dueDate: today(), dueTime: null, priority: "none" },
  ]);
});

test("Backspace right behind recognised words refuses them and deletes nothing", async ({ page }) => {
  const field = await openToday(page);
  await write(field, "Read Tomorrow", ["Tomorrow"]);
  await field.press("Backspace");
  await expect(marks(field)).toHaveCount(0);
  await expect(field).toHaveValue("Read Tomorrow");
  await field.pressSequentially(" by Friday");
  await expect(marks(field)).toHaveText(["by Friday"]);
  await field.press("Backspace");
  for (const _ of " by Friday") await field.press("Backspace");
  await expect(field).toHaveValue("Read Tomorrow");
  await field.press("Backspace");
  await expect(field).toHaveValue("Read Tomorro");
  await field.pressSequentially("w");
  await expect(marks(field)).toHaveText(["Tomorrow"]);
});

test("by keys alone: Q opens the field, Enter adds, Escape closes it", once, async ({ page }) => {
  await openView(page, "/completed");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const field = page.getByRole("dialog").getByRole("textbox", { name: "New task" });
  await page.keyboard.press("q");
  await expect(field).toBeFocused();
  await page.keyboard.type("Call Sam in 2 days !2");
  await expect(marks(field)).toHaveText(["in 2 days", "!2"]);
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("");
  await expect(field).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expectTasks(page, [{ title: "Call Sam", dueDate: addDays(today(), 2), dueTime: null, priority: "medium" }]);
});

test("a click on recognised words refuses them, Escape takes that back", async ({ page }) => {
  const field = await openToday(page);
  await write(field, "Watch Friday tonight", ["tonight"]);
  await clickMark(page, field, 0);
  await expect(marks(field)).toHaveText(["Friday"]);
  await clickMark(page, field, 0);
  await expect(marks(field)).toHaveCount(0);
  await field.press("Escape");
  await expect(marks(field)).toHaveText(["tonight"]);
});

async function clickMark(page: Page, field: Locator, index: number) {
  const box = await marks(field).nth(index).boundingBox();
  if (!box) throw new Error("the mark is not on the screen");
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

test("a chip's button refuses what it shows, and the field keeps the focus", async ({ page }) => {
  const field = await openToday(page);
  await write(field, "Call Sam tomorrow !3", ["tomorrow", "!3"]);
  await page.getByRole("button", { name: "Not low priority" }).click();
  await page.getByRole("button", { name: /^Not due / }).click();
  await expect(field).toBeFocused();
  await page.getByRole("button", { name: "Not due Today" }).click();
  await field.press("Enter");
  await expectTasks(page, [{ title: "Call Sam tomorrow !3", dueDate: null, dueTime: null, priority: "none" }]);
});

test("an empty field adds nothing", once, async ({ page }) => {
  const field = await openToday(page);
  await field.click();
  await field.pressSequentially("  ");
  await field.press("Enter");
  const add = page.locator("[data-quick-add]").getByRole("button", { name: "Add task" });
  await expect(add).toHaveAttribute("aria-disabled", "true");
  await add.click({ force: true });
  await expect(field).toBeFocused();
  await expectTasks(page, []);
});

test("an example is written into the field and not added", async ({ page }) => {
  const field = await openToday(page);
  await page
    .locator("[data-quick-add]")
    .getByRole("button", { name: /tomorrow/ })
    .first()
    .click();
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(/tomorrow/);
  await expect(marks(field)).not.toHaveCount(0);
  await expectTasks(page, []);
});

test.describe("several lines", once, () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  const paste = async (page: Page, text: string) => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await page.keyboard.press("ControlOrMeta+V");
  };

  test("are offered as several tasks, blank ones left out", async ({ page }) => {
    const field = await openToday(page);
    await field.click();
    await paste(page, "Buy milk tomorrow !3\r\n\r\n  \nCall Sam\nWrite to Ada");
    await page.getByRole("button", { name: "Add 3 tasks" }).click();
    await expect(field).toHaveValue("");
    await expectTasks(page, [
      { title: "Buy milk", dueDate: tomorrow(), dueTime: null, priority: "low" },
      { title: "Call Sam", dueDate: today(), dueTime: null, priority: "none" },
      { title: "Write to Ada", dueDate: today(), dueTime: null, priority: "none" },
    ]);
  });

  test("can be one line, and more than a batch holds are added all the same", async ({ page }) => {
    const field = await openToday(page);
    await field.click();
    await paste(page, "Buy milk\nand bread");
    await page.getByRole("button", { name: "Keep as one line" }).click();
    await expect(field).toHaveValue("Buy milk and bread");
    await field.fill("");
    const titles = Array.from({ length: 130 }, (_, index) => `Line ${String(index).padStart(3, "0")}`);
    await paste(page, titles.join("\n"));
    await field.press("Enter");
    await expectTasks(
      page,
      titles.map((title) => ({ title, dueDate: today(), dueTime: null, priority: "none" })),
    );
  });

  test("a copied line with its line break is one line", async ({ page }) => {
    const field = await openToday(page);
    await field.click();
    await paste(page, "Buy milk\n");
    await expect(field).toHaveValue("Buy milk");
  });
});

test("a title that is too long is not cut: it says so and offers the description", once, async ({ page }) => {
  const field = await openToday(page);
  await field.fill("word ".repeat(45));
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await field.press("Enter");
  await expect(field).toHaveValue("word ".repeat(45));
  await expect(page.getByText("24 characters too long for a title")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "add it with the rest as its description" }).click();
  await expectTasks(page, [{ title: "word ".repeat(40).trim(), dueDate: today(), dueTime: null, priority: "none" }]);
});

test(
  "what is typed in a dialog that closes is there when it opens again, after reloads too",
  once,
  async ({ page }) => {
    const field = await openDialog(page);
    await write(field, "Half a thought tomorrow", ["tomorrow"]);
    await field.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.getByRole("button", { name: "Add task" }).filter({ visible: true }).first().click();
    await expect(field).toHaveValue("Half a thought tomorrow");
    await expect(marks(field)).toHaveText(["tomorrow"]);
    await expectAccessible(page);
    for (let times = 0; times < 2; times++) await openView(page, "/completed");
    await page.getByRole("button", { name: "Add task" }).filter({ visible: true }).first().click();
    await expect(field).toHaveValue("Half a thought tomorrow");
    await field.press("ControlOrMeta+Enter");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.getByRole("button", { name: "Add task" }).filter({ visible: true }).first().click();
    await expect(field).toHaveValue("");
    await expectTasks(page, [{ title: "Half a thought", dueDate: tomorrow(), dueTime: null, priority: "none" }]);
  },
);

test("the words and their marks wrap alike, in either direction", async ({ page }) => {
  const field = await openToday(page);
  for (const text of [`${"Review the agreement ".repeat(8)}tomorrow`, "شراء الحليب tomorrow !1", "x".repeat(190)]) {
    await field.fill(text);
    const [content, own] = await field.evaluate((element) => [element.scrollHeight, element.clientHeight]);
    expect(content).toBe(own);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

test("Today's field passes axe with words marked", async ({ page }) => {
  const field = await openToday(page);
  await write(field, "Pay rent tomorrow 9am !2", ["tomorrow 9am", "!2"]);
  await expectAccessible(page);
});
