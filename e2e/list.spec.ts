import { expect, expectAccessible, once, test } from "./fixtures";
import { day, expectTitles, openApi, openView, rowOf, rows } from "./tasks";

test.beforeEach(({ account }) => void account);

const someDay = [
  { title: "Renew passport", priority: "high", dueDate: day(-2), description: "- [x] Photos\n- [ ] Form\n- [ ] Fee" },
  { title: "Water the plants", dueDate: day(0) },
  { title: "Review the pull request", priority: "medium", dueDate: day(0), dueTime: "10:00" },
  { title: "Call the bank", dueDate: day(1) },
  { title: "Read a book" },
  { title: "Reply to landlord", completed: true },
] as const;

test("Today has what is overdue, what is due by time, what is done, and how far one is", async ({ page }) => {
  await (await openApi(page)).create(...someDay);
  await openView(page, "/today");
  await expectTitles(page, ["Renew passport"], "Overdue");
  await expectTitles(page, ["Review the pull request", "Water the plants"], "Today");
  await expectTitles(page, ["Reply to landlord"], "Done");
  await expect(page.getByRole("progressbar", { name: "Done today" })).toHaveAttribute("aria-valuetext", "1 of 4 done");
  await expect(rowOf(page, "Renew passport")).toContainText("1/3");
  await expectAccessible(page);
});

test("Inbox has all that is open, Completed what is done, Trash what was deleted", async ({ page }) => {
  const api = await openApi(page);
  const [, plants] = await api.create(...someDay);
  await api.remove(plants?.id ?? "");
  await openView(page, "/inbox");
  await expectTitles(page, ["Renew passport", "Review the pull request", "Call the bank", "Read a book"]);
  await expectAccessible(page);
  await page.goto("/completed");
  await expectTitles(page, ["Reply to landlord"], "Today");
  await expectAccessible(page);
  await page.goto("/trash");
  await expectTitles(page, ["Water the plants"], "Trash");
  await expectAccessible(page);
});

test("Upcoming has every day of two weeks, and adds a task on the day that one chooses", async ({ page }) => {
  await (await openApi(page)).create(...someDay);
  await openView(page, "/upcoming");
  await expect(page.getByRole("heading", { level: 2 })).toHaveCount(14);
  await expectTitles(page, ["Call the bank"], "Tomorrow");
  await expectAccessible(page);
  const tomorrow = page.locator("section", { has: page.getByRole("heading", { name: "Tomorrow" }) });
  await tomorrow.getByRole("button", { name: "Add task" }).click();
  await expect(tomorrow.getByRole("textbox", { name: "New task" })).toBeFocused();
  await page.keyboard.type("Bake bread");
  await page.keyboard.press("Enter");
  await expectTitles(page, ["Call the bank", "Bake bread"], "Tomorrow");
});

test("a first run has quick add open with phrases to try, and adds nothing by itself", async ({ page }) => {
  await page.goto("/today");
  await expect(page.getByRole("button", { name: "Call Grandma on Sunday" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Water the plants today" }).click();
  await expect(rows(page)).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expectTitles(page, ["Water the plants"], "Today");
  await expect(page.getByRole("textbox", { name: "New task" })).toBeFocused();
});

for (const [path, words] of [
  ["/inbox", "Your inbox is empty"],
  ["/today", "Nothing due today"],
  ["/completed", "Nothing completed yet"],
  ["/trash", "Nothing in the trash"],
] as const)
  test(`${path} says so when it is empty`, async ({ page }) => {
    // Where there is no task at all, Today helps with the first one instead.
    if (path === "/today") await (await openApi(page)).create({ title: "Some day" });
    await openView(page, path);
    await expect(page.getByText(words)).toBeVisible();
    await expectAccessible(page);
  });

test("the rows are one Tab stop, and arrows cross sections and enter a row", once, async ({ page }) => {
  await (await openApi(page)).create(...someDay);
  await openView(page, "/today");
  await expect(page.locator("[data-task-id][tabindex='0']")).toHaveCount(1);
  await expect(page.locator("[data-task-id] :is(a, button, input):not([tabindex='-1'])")).toHaveCount(0);
  await rows(page).first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(rowOf(page, "Review the pull request")).toBeFocused();
  await page.keyboard.press("j");
  await expect(rowOf(page, "Water the plants")).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("End");
  await expect(rowOf(page, "Reply to landlord")).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("checkbox", { name: "Complete “Renew passport”, high priority" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Space");
  await expectTitles(page, ["Renew passport", "Reply to landlord"], "Done");
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Escape");
  await expect(rows(page).first()).toBeFocused();
});

test(
  "what leaves by key gives the focus to its neighbour, and has it again when it comes back",
  once,
  async ({ page }) => {
    await (await openApi(page)).create({ title: "One" }, { title: "Two" }, { title: "Three" });
    await openView(page, "/inbox");
    await rowOf(page, "Two").focus();
    for (const key of ["x", "Delete"]) {
      await page.keyboard.press(key);
      await expectTitles(page, ["One", "Three"]);
      await expect(rowOf(page, "Three")).toBeFocused();
      await page.keyboard.press("z");
      await expectTitles(page, ["One", "Two", "Three"]);
      await expect(rowOf(page, "Two")).toBeFocused();
    }
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("x");
    await expect(page.getByText("Your inbox is empty")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  },
);

test("in Today what is done moves down, and the focus stays where one works", async ({ page }) => {
  await (await openApi(page)).create({ title: "One", dueDate: day(0) }, { title: "Two", dueDate: day(0) });
  await openView(page, "/today");
  await rowOf(page, "One").focus();
  await page.keyboard.press("x");
  await expectTitles(page, ["One"], "Done");
  await expect(rowOf(page, "Two")).toBeFocused();
  await page.keyboard.press("z");
  await expectTitles(page, ["One", "Two"], "Today");
  await expect(rowOf(page, "One")).toBeFocused();
});

test("a press completes a task, and Undo takes it back", async ({ page }) => {
  const api = await openApi(page);
  const [task] = await api.create({ title: "Pay rent" }, { title: "Call the bank" });
  await openView(page, "/inbox");
  await page.getByRole("checkbox", { name: "Complete “Pay rent”" }).click();
  await expectTitles(page, ["Call the bank"]);
  await expect.poll(async () => (await api.read(task?.id ?? "")).completed).toBe(true);
  await page.getByRole("button", { name: "Undo" }).click();
  await expectTitles(page, ["Pay rent", "Call the bank"]);
  await expect.poll(async () => (await api.read(task?.id ?? "")).completed).toBe(false);
});

test("a title is edited in its row: Enter saves it, Escape does not", async ({ page }) => {
  const api = await openApi(page);
  const [task] = await api.create({ title: "Pay rent" });
  await openView(page, "/inbox");
  await rowOf(page, "Pay rent").focus();
  await page.keyboard.press("e");
  const field = page.getByRole("textbox", { name: "Title" });
  await expect(field).toBeFocused();
  await page.keyboard.type(" for May");
  await page.keyboard.press("Escape");
  await expectTitles(page, ["Pay rent"]);
  await page.keyboard.press("e");
  await expect(field).toBeFocused();
  await page.keyboard.type(" for June");
  await page.keyboard.press("Enter");
  await expectTitles(page, ["Pay rent for June"]);
  await expect(rowOf(page, "Pay rent for June")).toBeFocused();
  await expect.poll(async () => (await api.read(task?.id ?? "")).title).toBe("Pay rent for June");
  await page.keyboard.press("z");
  await expectTitles(page, ["Pay rent"]);
});

test("E right behind Escape opens the field again, and it stays open", once, async ({ page }) => {
  await (await openApi(page)).create({ title: "Pay rent" });
  await openView(page, "/inbox");
  await rowOf(page, "Pay rent").focus();
  await page.keyboard.press("e");
  const field = page.getByRole("textbox", { name: "Title" });
  await expect(field).toBeFocused();
  await page.evaluate(async () => {
    for (const key of ["Escape", "e"]) {
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      // No frame is drawn between the two.
      for (let turns = 0; turns < 20; turns++) await null;
    }
    for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
  });
  await expect(field).toBeFocused();
});

test(
  "a title of several lines becomes one, and one that is too long stays until it is shorter",
  once,
  async ({ page }) => {
    await (await openApi(page)).create({ title: "Pay rent" });
    await openView(page, "/inbox");
    await rowOf(page, "Pay rent").focus();
    await page.keyboard.press("e");
    const field = page.getByRole("textbox", { name: "Title" });
    await field.fill("Pay\nrent");
    await expect(field).toHaveValue("Pay rent");
    await field.fill("x".repeat(201));
    await expect(page.getByText("201 / 200")).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(field).toBeFocused();
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Enter");
    await expectTitles(page, ["x".repeat(200)]);
    const width = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(width).toBeLessThanOrEqual(0);
  },
);

test("what is typed in a title is not lost with its row", once, async ({ page }) => {
  const api = await openApi(page);
  const [rent, bank] = await api.create({ title: "Pay rent" }, { title: "Call the bank" });
  const goTo = (name: string) =>
    page
      .getByRole("link", { name: new RegExp(`^${name}`) })
      .first()
      .click();
  const field = page.getByRole("textbox", { name: "Title" });
  const edit = async (title: string) => {
    await rowOf(page, title).focus();
    await page.keyboard.press("e");
    await expect(field).toBeFocused();
  };
  await openView(page, "/upcoming");
  await goTo("Inbox");
  await edit("Pay rent");
  await page.keyboard.type(" for May");
  await page.goBack();
  await expect(page).toHaveURL(/upcoming/);
  await expect.poll(async () => (await api.read(rent.id)).title).toBe("Pay rent for May");

  await goTo("Inbox");
  await edit("Call the bank");
  await page.keyboard.type(" at noon");
  await api.change(bank.id, { completed: true });
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expectTitles(page, ["Pay rent for May"]);
  await expect.poll(async () => (await api.read(bank.id)).title).toBe("Call the bank at noon");

  const long = "x".repeat(201);
  await edit("Pay rent for May");
  await field.fill(long);
  await goTo("Upcoming");
  await expect(field).toHaveCount(0);
  await page.reload();
  await goTo("Inbox");
  await edit("Pay rent for May");
  await expect(field).toHaveValue(long);
  await page.keyboard.press("Escape");
  await expect(rowOf(page, "Pay rent for May")).toBeFocused();
  await edit("Pay rent for May");
  await expect(field).toHaveValue("Pay rent for May");
});

test("a press on a row opens the task, and its menu has what keys do", async ({ page, isMobile }) => {
  await (await openApi(page)).create({ title: "Pay rent" });
  await openView(page, "/inbox");
  if (!isMobile) {
    await rowOf(page, "Pay rent").click({ button: "right" });
    await expect(page.getByRole("menuitem", { name: /^Edit title/ })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(rowOf(page, "Pay rent")).toBeFocused();
  }
  await rowOf(page, "Pay rent").click();
  await expect(page).toHaveURL(/\/inbox\?task=/);
  await expect(page.locator("[data-task-id][aria-current=true]")).toHaveCount(1);
});

test("what is overdue is rescheduled together, in one step", async ({ page }) => {
  await (await openApi(page)).create({ title: "One", dueDate: day(-3) }, { title: "Two", dueDate: day(-1) });
  await openView(page, "/today");
  await page.getByRole("button", { name: "Reschedule" }).click();
  await page
    .getByRole("option", { name: /^Tomorrow/ })
    .or(page.getByRole("button", { name: /^Tomorrow/ }))
    .first()
    .click();
  await expect(rows(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expectTitles(page, ["One", "Two"], "Overdue");
});

test("the trash gives back, deletes for good, and is emptied", async ({ page }) => {
  const api = await openApi(page);
  const made = await api.create({ title: "One" }, { title: "Two" }, { title: "Three" });
  for (const { id } of made) await api.remove(id);
  await openView(page, "/trash");
  await page.getByRole("button", { name: "Restore “One”" }).click();
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Delete for good “Two”" }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: /Delete/ })
    .click();
  await expectTitles(page, ["Three"]);
  await page.getByRole("button", { name: "Empty trash" }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: /Delete|Empty/ })
    .click();
  await expect(page.getByText("Nothing in the trash")).toBeVisible();
  await page.goto("/inbox");
  await expectTitles(page, ["One"]);
});

test("filter and sort are kept in the address, are said, and are cleared", async ({ page }) => {
  await (await openApi(page)).create(...someDay);
  await openView(page, "/inbox");
  await page.getByRole("button", { name: "Filter and sort" }).click();
  await page.getByRole("radio", { name: "Title" }).check();
  await expect(page).toHaveURL("/inbox?sort=title");
  await expectTitles(page, [
    "Call the bank",
    "Read a book",
    "Renew passport",
    "Review the pull request",
    "Water the plants",
  ]);
  await page.getByRole("checkbox", { name: "High", exact: true }).check();
  await expectTitles(page, ["Renew passport"]);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.reload();
  await expectTitles(page, ["Renew passport"]);
  await expect(page.getByText("Priority: High · Sorted by title")).toBeVisible();
  await page.goto("/inbox?priority=low");
  await expect(page.getByText("No task fits this filter")).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Clear" }).first().click();
  await expect(rows(page)).toHaveCount(5);
  await expect(page).toHaveURL("/inbox");
  await page.goto("/upcoming?priority=low");
  await expect(page.getByText("No task fits this filter")).toBeVisible();
  await expect(page.getByRole("heading", { level: 2 })).toHaveCount(0);
});

/** Whether one of these is where one looks. */
const areInSight = (elements: Element[]) =>
  elements.some((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return scrollY > 0 && top < innerHeight && bottom > 0;
  });

test.describe("with 10,000 tasks", once, () => {
  test.setTimeout(300_000);
  const count = 10_000;

  test("few rows are drawn, the last is a key away, and the focus is kept", async ({ page }) => {
    await (await openApi(page)).create(
      ...Array.from({ length: count }, (_, index) => ({
        title: `Task ${index + 1}${index % 7 === 0 ? ", of which there is more to say than one line of a list has room for" : ""}`,
        ...(index % 3 === 0 && { dueDate: day(index % 40) }),
      })),
    );
    await page.goto("/inbox");
    const grid = page.getByRole("grid", { name: "Inbox" });
    await expect(grid).toHaveAttribute("aria-rowcount", String(count), { timeout: 150_000 });
    expect(await rows(page).count()).toBeLessThan(200);
    await rows(page).first().focus();
    await page.keyboard.press("End");
    const last = rowOf(page, `Task ${count}`);
    await expect(last).toBeFocused();
    await expect(last).toHaveAttribute("aria-rowindex", String(count));
    await expect(last).toBeInViewport();
    await page.evaluate(() => window.scrollTo(0, 0));
    await expect(rowOf(page, "Task 2").first()).toBeInViewport();
    await expect(last).toBeFocused();
    await page.keyboard.press("x");
    await expect(rowOf(page, `Task ${count - 1}`)).toBeFocused();
    await expect(rowOf(page, `Task ${count - 1}`)).toBeInViewport();
    await page.keyboard.press("Home");
    await expect(rows(page).first()).toBeFocused();
    await page.goto("/upcoming");
    await expect(rows(page).first()).toBeVisible();
    await page.mouse.wheel(0, 30_000);
    await expect.poll(() => rows(page).evaluateAll(areInSight)).toBe(true);
    await expectAccessible(page);
  });
});
