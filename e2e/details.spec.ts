import type { Page } from "@playwright/test";
import { expect, expectAccessible, forgiveFailedRequests, once, test } from "./fixtures";
import { openApi, openView } from "./tasks";

type Known = { id: string };

const panel = (page: Page) => page.locator("[aria-labelledby=task-heading]");
const title = (page: Page) => page.getByRole("textbox", { name: "Title" });
const source = (page: Page) => page.getByRole("textbox", { name: "Description" });
const row = (page: Page, { id }: Known) => page.locator(`[data-task-id="${id}"]`);
const saved = (page: Page) =>
  page.getByRole("contentinfo").or(page.locator("footer")).getByText("Saved", { exact: true }).first();

/** Makes the page ask at once what others have changed. */
const lookAgain = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event("focus")));

/** Opens a task beside its list. */
async function open(page: Page, { id }: Known) {
  await openView(page, `/inbox?task=${id}`);
  await expect(saved(page)).toBeVisible();
}

async function replaceText(page: Page, text: string) {
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

test.beforeEach(({ account }) => void account);

test("what is typed is saved without asking, and is there after a reload", async ({ page }) => {
  const api = await openApi(page);
  const [task] = await api.create({ title: "Send the budget" });
  await page.goto(`/inbox?task=${task.id}`);
  await title(page).fill("Send the Q4 budget");
  await title(page).press("Enter");
  await expect(source(page)).toBeFocused();
  await page.keyboard.type("Use the **September** actuals");
  await expect.poll(async () => (await api.read(task.id)).description).toBe("Use the **September** actuals");
  await expect(saved(page)).toBeVisible();
  await page.reload();
  await expect(title(page)).toHaveValue("Send the Q4 budget");
  await expect(panel(page).locator("strong")).toHaveText("September");
});

test("text that was just typed is not lost with the page", once, async ({ page }) => {
  const api = await openApi(page);
  const [task] = await api.create({ title: "Before" });
  await page.goto(`/inbox?task=${task.id}`);
  await title(page).click();
  await replaceText(page, "After");
  await page.evaluate(() => window.dispatchEvent(new Event("tend:before-reload")));
  await page.reload();
  await expect(title(page)).toHaveValue("After");
  await expect.poll(async () => (await api.read(task.id)).title).toBe("After");
});

test("a checklist is ticked in the text, one undo each way", async ({ page, isMobile }) => {
  const api = await openApi(page);
  const description = "Pack:\n\n- [ ] tent\n- [x] stove\n  - [ ] gas";
  const [task] = await api.create({ title: "Go camping", description });
  await page.goto(`/inbox?task=${task.id}`);
  await panel(page).getByRole("checkbox", { name: "gas" }).click();
  await expect(panel(page).getByRole("checkbox", { name: "gas" })).toBeChecked();
  await expect.poll(async () => (await api.read(task.id)).description).toBe(description.replace("[ ] gas", "[x] gas"));
  await expect(panel(page).getByRole("checkbox", { name: "tent" })).not.toBeChecked();
  if (isMobile) return;
  await page.keyboard.press("ControlOrMeta+z");
  await expect(panel(page).getByRole("checkbox", { name: "gas" })).not.toBeChecked();
  await expect.poll(async () => (await api.read(task.id)).description).toBe(description);
});

test("a description does nothing but read well", async ({ page }) => {
  const api = await openApi(page);
  const description = [
    "<script>window.evil = 1</script> <img src=x onerror='window.evil = 1'>",
    "[bad](javascript:window.evil=1) [worse](JaVaScRiPt:window.evil=1) [data](data:text/html,x)",
    "[good](https://example.com) [mail](mailto:ada@example.com) [here](/today) ![a picture](https://example.com/a.png)",
    "x".repeat(500),
  ].join("\n\n");
  const [task] = await api.create({ title: `<b>${"W".repeat(180)}</b>`, description });
  await page.goto(`/tasks/${task.id}`);
  const main = page.getByRole("main");
  await expect(main.getByRole("link", { name: "good" })).toHaveAttribute("rel", "noopener noreferrer nofollow");
  const links = main.locator("a[target=_blank]");
  expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")))).toEqual([
    "https://example.com",
    "mailto:ada@example.com",
    "/today",
    "https://example.com/a.png",
  ]);
  await expect(main.getByText("bad worse data")).toBeVisible();
  expect(await main.locator("img, script").count()).toBe(0);
  expect(await page.evaluate(() => "evil" in window)).toBe(false);
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(isWide).toBe(false);
});

test("an empty title is not saved, and one that is too long says so", once, async ({ page }) => {
  const api = await openApi(page);
  const [task] = await api.create({ title: "Water the plants" });
  await page.goto(`/inbox?task=${task.id}`);
  await title(page).fill("");
  await title(page).blur();
  await expect(title(page)).toHaveValue("Water the plants");
  await expect(panel(page).getByText("A task needs a title")).toBeVisible();
  await title(page).fill("W".repeat(203));
  await expect(panel(page).getByText("203 / 200")).toBeVisible();
  await expect(panel(page).getByText("Not saved: 3 too many of at most 200")).toBeVisible();
  await expect(title(page)).toHaveAttribute("aria-invalid", "true");
  expect((await api.read(task.id)).title).toBe("Water the plants");
  await page.reload();
  await expect(title(page)).toHaveValue("W".repeat(203));
  await title(page).fill("W".repeat(200));
  await expect.poll(async () => (await api.read(task.id)).title).toBe("W".repeat(200));
});

test("offline, text is kept on the device and sent later", once, async ({ page, context, complaints }) => {
  const api = await openApi(page);
  const [task] = await api.create({ title: "Call the bank" });
  await open(page, task);
  await context.setOffline(true);
  await title(page).fill("Call the bank at noon");
  await expect(panel(page).getByText("Offline, kept on this device").first()).toBeVisible();
  await context.setOffline(false);
  await expect.poll(async () => (await api.read(task.id)).title).toBe("Call the bank at noon");
  await expect(saved(page)).toBeVisible();
  forgiveFailedRequests(complaints);
});

test(
  "text that two devices have written is asked about, field by field",
  once,
  async ({ page, context, browser, complaints }) => {
    test.slow();
    const api = await openApi(page);
    const [task] = await api.create({ title: "Draft", description: "One" });
    await open(page, task);
    const other = await browser.newContext({ storageState: await context.storageState() });
    const otherPage = await other.newPage();
    await otherPage.goto(`/inbox?task=${task.id}`);

    await context.setOffline(true);
    await title(page).fill("Mine");
    await title(page).press("Enter");
    await replaceText(page, "My text");
    await expect(panel(page).getByText("Offline, kept on this device").first()).toBeVisible();
    await title(otherPage).fill("Theirs");
    await title(otherPage).press("Enter");
    await replaceText(otherPage, "Their text");
    await expect.poll(async () => (await api.read(task.id)).description).toBe("Their text");
    await context.setOffline(false);

    const aboutTitle = page.getByRole("region", { name: "The title changed elsewhere" });
    const aboutText = page.getByRole("region", { name: "The description changed elsewhere" });
    await expect(aboutTitle.getByText("Theirs", { exact: true }).last()).toBeVisible();
    await expect(aboutText.getByText("Their text")).toBeVisible();
    await expectAccessible(page);
    await aboutTitle.getByRole("button", { name: "Keep mine" }).click();
    await aboutText.getByRole("button", { name: "Take theirs" }).click();
    await expect(aboutTitle).toBeHidden();
    await expect(panel(page)).toBeFocused();
    await expect(aboutText).toBeHidden();
    await expect.poll(async () => (await api.read(task.id)).title).toBe("Mine");
    expect((await api.read(task.id)).description).toBe("Their text");
    await lookAgain(otherPage);
    await expect(title(otherPage)).toHaveValue("Mine");
    await other.close();
    forgiveFailedRequests(complaints);
  },
);

test("what arrives while one types is asked about, not overwritten", once, async ({ page, complaints }) => {
  const api = await openApi(page);
  const [task] = await api.create({ title: "Draft" });
  await open(page, task);
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 5000);
  await title(page).fill("Mine, unsaved");
  await api.change(task.id, { title: "Theirs" });
  await lookAgain(page);
  // The list is drawn with the next frame, of which there is none while the clock stands.
  await expect(page).toHaveTitle(/^Theirs/);
  await expect(title(page)).toHaveValue("Mine, unsaved");
  await page.clock.runFor(500);
  await expect(page.getByRole("region", { name: "The title changed elsewhere" })).toBeVisible();
  expect((await api.read(task.id)).title).toBe("Theirs");
  forgiveFailedRequests(complaints);
});

test(
  "a task that is deleted elsewhere stays on the screen, and can be made again",
  once,
  async ({ page, complaints }) => {
    const api = await openApi(page);
    const [task] = await api.create({ title: "Keep me", description: "My words" });
    await open(page, task);
    await api.remove(task.id, "?permanent=true");
    await lookAgain(page);
    await expect(panel(page).getByText("This task was deleted for good elsewhere")).toBeVisible();
    await expect(title(page)).toHaveValue("Keep me");
    await expect(panel(page).getByText("My words")).toBeVisible();
    await expect(panel(page).getByRole("button", { name: "Copy its text" })).toBeVisible();
    await expectAccessible(page);
    await panel(page).getByRole("button", { name: "Make it again" }).click();
    await expect(panel(page).getByText("This task was deleted")).toBeHidden();
    await expect.poll(async () => (await api.read(task.id)).description).toBe("My words");
    forgiveFailedRequests(complaints);
  },
);

test(
  "a change to what was put in the trash elsewhere is kept, and takes it out again",
  once,
  async ({ page, complaints }) => {
    const api = await openApi(page);
    const [task] = await api.create({ title: "Old words" });
    await open(page, task);
    await api.remove(task.id);
    await title(page).fill("New words");
    const retry = panel(page).getByRole("button", { name: "Restore and save" });
    await expect(retry).toBeVisible();
    await expect(title(page)).toHaveValue("New words");
    await retry.click();
    await expect.poll(async () => await api.read(task.id)).toMatchObject({ title: "New words", deletedAt: null });
    forgiveFailedRequests(complaints);
  },
);

test("what another device changed shows, and says so quietly", once, async ({ page }) => {
  const api = await openApi(page);
  const [task] = await api.create({ title: "Before" });
  await open(page, task);
  await api.change(task.id, { title: "After" });
  await lookAgain(page);
  await expect(title(page)).toHaveValue("After");
  await expect(panel(page).getByText("Changed elsewhere just now").first()).toBeVisible();
  await page.keyboard.press("Shift");
  await expect(saved(page)).toBeVisible({ timeout: 10_000 });
});

test("a task has a page of its own, and a task that is not there says so", async ({ page }) => {
  const api = await openApi(page);
  const [task] = await api.create({ title: "On its own", description: "- [ ] one" });
  await page.goto(`/tasks/${task.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("On its own");
  await expect(page.getByRole("main").getByRole("checkbox", { name: "one" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("main").getByRole("link", { name: "Inbox" }).click();
  await expect(page).toHaveURL(/\/inbox$/);
  await page.goto("/tasks/0193b3c0-0000-7000-8000-000000000000");
  await expect(page.getByRole("heading", { level: 1, name: "This task isn't here" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Go to Today" }).click();
  await expect(page).toHaveURL(/\/today$/);
});

test("it goes to the trash and comes back", async ({ page }) => {
  const api = await openApi(page);
  const [task] = await api.create({ title: "Not now" });
  await open(page, task);
  await page.goto(`/tasks/${task.id}`);
  const main = page.getByRole("main");
  await main.getByRole("button", { name: "Move to trash" }).click();
  await expect(main.getByRole("link", { name: "Trash" })).toBeVisible();
  await expect(title(page)).not.toBeEditable();
  await expect(main.getByRole("button", { name: "Delete for good" })).toBeVisible();
  await expectAccessible(page);
  await main.getByRole("button", { name: "Restore" }).click();
  await expect(title(page)).toBeEditable();
  await expect.poll(async () => (await api.read(task.id)).deletedAt).toBe(null);
});

test("by keyboard alone: open, edit, close, and the row has the focus again", async ({ page, isMobile }) => {
  test.skip(isMobile, "a phone has no keyboard");
  const api = await openApi(page);
  const [task] = await api.create({ title: "First", description: "Words", priority: "high", dueDate: "2026-01-02" });
  await openView(page, "/inbox");
  await row(page, task).focus();
  await page.keyboard.press("Enter");
  await expect(panel(page)).toBeFocused();
  await expectAccessible(page);
  for (const name of ["Copy link", "Duplicate", "Move to trash", "Close"]) {
    await page.keyboard.press("Tab");
    await expect(panel(page).getByRole("button", { name })).toBeFocused();
  }
  await page.keyboard.press("Tab");
  await expect(panel(page).getByRole("checkbox", { name: /First/ })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(title(page)).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.type(" of all");
  await page.keyboard.press("Enter");
  await expect(source(page)).toBeFocused();
  await page.keyboard.type(" and more");
  await page.keyboard.press("Escape");
  await expect(panel(page).getByRole("button", { name: "Edit the description" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(source(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(panel(page).getByRole("button", { name: /Due/ })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(panel(page)).toBeHidden();
  await expect(row(page, task)).toBeFocused();
  await expect
    .poll(async () => await api.read(task.id))
    .toMatchObject({
      title: "First of all",
      description: "Words and more",
    });
  await page.keyboard.press("Enter");
  await title(page).focus();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(panel(page)).toBeHidden();
});

test("on a phone it is a sheet over the list", async ({ page, isMobile }) => {
  test.skip(!isMobile, "beside the list elsewhere");
  const api = await openApi(page);
  const [task] = await api.create({ title: "Small screen", description: "- [ ] tap me" });
  await openView(page, "/inbox");
  await row(page, task).getByText("Small screen").tap();
  const sheet = page.getByRole("dialog", { name: "Small screen" });
  await expect(sheet).toBeVisible();
  await expect(sheet).toBeFocused();
  expect(await sheet.boundingBox()).toMatchObject({ x: 0, y: 0, height: 844 });
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press("Tab");
    expect(await sheet.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await sheet.getByRole("checkbox", { name: "tap me" }).tap();
  await expect.poll(async () => (await api.read(task.id)).description).toBe("- [x] tap me");
  await expectAccessible(page);
  await sheet.getByRole("button", { name: "Back" }).tap();
  await expect(sheet).toBeHidden();
  await expect(page).toHaveURL(/\/inbox$/);
});

test("a title with several spaces in a row is shown, in the tab too, and nothing hangs", once, async ({ page }) => {
  const [task] = await (await openApi(page)).create({ title: "Two  spaces   three" });
  await open(page, task);
  await expect(page).toHaveTitle("Two spaces three · Tend");
  await expect(title(page)).toHaveValue("Two  spaces   three");
});

test("keys in the panel are about its task, not about the row that was active before", once, async ({ page }) => {
  const api = await openApi(page);
  const [other, task] = await api.create({ title: "Other" }, { title: "Shown" });
  await open(page, task);
  await row(page, other).focus();
  await panel(page).getByRole("button", { name: "Copy link" }).focus();
  await page.keyboard.press("1");
  await expect.poll(async () => (await api.read(task.id)).priority).toBe("high");
  expect((await api.read(other.id)).priority).toBe("none");
});

test("the palette acts on the task that it names, wherever the focus is by then", once, async ({ page }) => {
  const api = await openApi(page);
  const [named, task] = await api.create({ title: "Named" }, { title: "Shown" });
  await open(page, task);
  await row(page, named).focus();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("group", { name: "“Named”" })).toBeVisible();
  await page.keyboard.press("Escape");
  await title(page).click();
  await page.keyboard.press("ControlOrMeta+k");
  // Without a wait: what is typed right behind the key is not for the title.
  await page.keyboard.type("due");
  await expect(page.getByRole("group", { name: "“Shown”" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Due date of “Shown”" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(title(page)).toBeFocused();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("delete");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await api.read(task.id)).deletedAt).not.toBe(null);
  expect((await api.read(named.id)).deletedAt).toBe(null);
});

test("over the list an open task hears the page's keys, and Tab comes to the toast", once, async ({ page }) => {
  await page.setViewportSize({ width: 960, height: 600 });
  const api = await openApi(page);
  const [other, task] = await api.create({ title: "Behind" }, { title: "Shown" });
  await open(page, task);
  const sheet = page.getByRole("dialog", { name: "Shown", exact: true });
  await expect(sheet).toBeFocused();
  await page.keyboard.press("1");
  await expect.poll(async () => (await api.read(task.id)).priority).toBe("high");
  await page.keyboard.press("z");
  await expect.poll(async () => (await api.read(task.id)).priority).toBe("none");
  await page.keyboard.press("t");
  await expect(page.getByRole("dialog", { name: "Due date of “Shown”" })).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Escape");
  await expect(sheet).toBeFocused();
  await page.keyboard.press("Shift+?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeFocused();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("group", { name: "“Shown”" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeFocused();
  // The rows are behind it: keys neither go there nor choose what can't be seen.
  for (const key of ["j", "ControlOrMeta+a"]) await page.keyboard.press(key);
  await expect(sheet).toBeFocused();
  await page.keyboard.press("Delete");
  await expect.poll(async () => (await api.read(task.id)).deletedAt).not.toBe(null);
  expect((await api.read(other.id)).deletedAt).toBe(null);
  const undo = page.getByRole("button", { name: "Undo" });
  await expect(undo).toBeVisible();
  await page.keyboard.press("Shift+Tab");
  await expect(undo).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(sheet.getByRole("button").first()).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(undo).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await api.read(task.id)).deletedAt).toBe(null);
});
