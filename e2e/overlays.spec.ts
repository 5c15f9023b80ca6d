import type { Locator, Page } from "@playwright/test";
import type { TaskCreate } from "@/lib/contract/task";
import { expect, expectAccessible, forgiveFailedRequests, once, test } from "./fixtures";
import { openApi, openView, rowOf } from "./tasks";

const isPhone = () => test.info().project.name === "phone";

/** Opens a view with these tasks in it. */
async function openWith(page: Page, tasks: readonly TaskCreate[], path = "/inbox"): Promise<void> {
  await (await openApi(page)).create(...tasks);
  await openView(page, path);
}

const menuOf = (page: Page, title: string): Locator => page.getByRole("menu", { name: `Actions for “${title}”` });

async function openMenu(page: Page, title: string): Promise<Locator> {
  const row = rowOf(page, title);
  await row.focus();
  if (isPhone()) await page.keyboard.press("Shift+F10");
  else await row.click({ button: "right", position: { x: 300, y: 12 } });
  const menu = menuOf(page, title);
  await expect(menu).toBeVisible();
  return menu;
}

const toast = (page: Page): Locator => page.getByRole("region", { name: "Notice", exact: true });

test.describe("the menu of a task", () => {
  test("opens at the pointer, on a phone at the foot, and closes to the row", async ({ page, account: _ }) => {
    await openWith(page, [{ title: "Reply to landlord" }]);
    const menu = await openMenu(page, "Reply to landlord");
    const box = await menu.boundingBox();
    const row = await rowOf(page, "Reply to landlord").boundingBox();
    if (!box || !row) throw new Error("they are not drawn");
    if (isPhone()) expect(Math.round(box.y + box.height)).toBe(844);
    else expect(Math.round(box.x - row.x)).toBe(300);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(menu).toBeHidden();
    await expect(rowOf(page, "Reply to landlord")).toBeFocused();
  });

  test("opens by the button of the row that is pointed at, the only one that shows", async ({ page, account: _ }) => {
    test.skip(isPhone(), "a finger points at nothing");
    await openWith(page, [{ title: "Reply to landlord" }, { title: "Water the plants" }]);
    const more = (title: string) => page.getByRole("button", { name: `More for “${title}”` });
    await rowOf(page, "Reply to landlord").hover();
    await expect(more("Reply to landlord")).toBeVisible();
    await rowOf(page, "Water the plants").hover();
    await expect(more("Reply to landlord")).toBeHidden();
    await more("Water the plants").click();
    await expect(menuOf(page, "Water the plants")).toBeVisible();
    await page.mouse.move(0, 0);
    await page.keyboard.press("Escape");
    await expect(more("Water the plants")).toBeFocused();
  });

  test("completes by press, and the toast takes it back", async ({ page, account: _ }) => {
    await openWith(page, [{ title: "Reply to landlord" }, { title: "Water the plants" }]);
    await (await openMenu(page, "Reply to landlord")).getByRole("menuitem", { name: "Complete" }).click();
    await expect(toast(page)).toContainText("“Reply to landlord” done");
    await expect(rowOf(page, "Reply to landlord")).toBeHidden();
    const undo = toast(page).getByRole("button", { name: "Undo" });
    // It stays while it has the focus.
    await undo.focus();
    await expectAccessible(page);
    await undo.click();
    await expect(rowOf(page, "Reply to landlord")).toBeVisible();
    await expect(toast(page)).toContainText("Undone");
  });

  test("does by keys alone what it shows", once, async ({ page, account: _ }) => {
    await openWith(page, [{ title: "Reply to landlord" }]);
    const row = rowOf(page, "Reply to landlord");
    await row.focus();
    await page.keyboard.press("Shift+F10");
    await expect(page.getByRole("menuitem", { name: "Open" })).toBeFocused();
    // Enter is for the item that has the focus, though another shows it.
    for (let step = 0; step < 4; step++) await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("menuitem", { name: "Priority" })).toBeFocused();
    // Where the menu is a sheet, the next one takes its place.
    await page.keyboard.press(isPhone() ? "Enter" : "ArrowRight");
    await expect(page.getByRole("menuitemradio", { name: "High" })).toBeVisible();
    await page.keyboard.press("1");
    await expect(page.getByRole("menu")).toHaveCount(0);
    await expect(row.getByRole("checkbox", { name: /high priority/ })).toBeVisible();
    await expect(row).toBeFocused();
    await page.keyboard.press("Shift+F10");
    await page.keyboard.press("e");
    await expect(row.getByRole("textbox")).toBeFocused();
  });

  test("moves a task where there is a manual order", async ({ page, account: _ }) => {
    await openWith(page, [{ title: "First" }, { title: "Second" }]);
    const menu = await openMenu(page, "Second");
    await expect(menu.getByRole("menuitem", { name: "Move down" })).toBeHidden();
    await menu.getByRole("menuitem", { name: "Move up" }).click();
    await expect(page.locator("[data-task-id]")).toContainText(["Second", "First"]);
  });

  test("copies the link and the title", async ({ page, context, account: _ }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await openWith(page, [{ title: "Reply to landlord" }]);
    const id = await rowOf(page, "Reply to landlord").getAttribute("data-task-id");
    for (const [name, copied] of [
      ["Copy link", new RegExp(`/tasks/${id}$`)],
      ["Copy title", /^Reply to landlord$/],
    ] as const) {
      await (await openMenu(page, "Reply to landlord")).getByRole("menuitem", { name }).click();
      await expect(toast(page)).toContainText("copied");
      expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(copied);
    }
  });
});

test("a link is copied where the page is not secure, too", once, async ({ page, account: _ }) => {
  // As over plain HTTP on a local network.
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined }));
  await openWith(page, [{ title: "Reply to landlord" }]);
  await (await openMenu(page, "Reply to landlord")).getByRole("menuitem", { name: "Copy link" }).click();
  await expect(toast(page)).toContainText("Link copied");
  await expect(rowOf(page, "Reply to landlord")).toBeFocused();
});

test("with Shift the right button is the browser's", once, async ({ page, account: _ }) => {
  await openWith(page, [{ title: "Reply to landlord" }]);
  // Whether the page kept the browser's own menu away.
  const prevented = page.evaluate(
    () => new Promise((done) => window.addEventListener("contextmenu", (event) => done(event.defaultPrevented))),
  );
  await rowOf(page, "Reply to landlord").click({ button: "right", modifiers: ["Shift"] });
  expect(await prevented).toBe(false);
  await expect(menuOf(page, "Reply to landlord")).toHaveCount(0);
});

test.describe("the due picker", () => {
  async function openPicker(page: Page, title: string): Promise<Locator> {
    await (await openMenu(page, title)).getByRole("menuitem", { name: "Due date" }).click();
    const picker = page.getByRole("dialog", { name: `Due date of “${title}”` });
    await expect(picker).toBeVisible();
    return picker;
  }

  test("understands what is typed, and says when it does not", async ({ page, account: _ }) => {
    await openWith(page, [{ title: "Reply to landlord" }]);
    const picker = await openPicker(page, "Reply to landlord");
    const field = picker.getByLabel("Type a date");
    if (!isPhone()) await expect(field).toBeFocused();
    await field.fill("whenever");
    await expect(picker.getByRole("status").first()).toContainText("Not a date");
    await expectAccessible(page);
    await field.fill("tomorrow 9am");
    await expect(picker.getByRole("status").first()).toContainText("Tomorrow");
    await field.press("Enter");
    await expect(picker).toBeHidden();
    await expect(rowOf(page, "Reply to landlord")).toContainText("Tomorrow");
    await expect(rowOf(page, "Reply to landlord")).toBeFocused();
  });

  test("chooses by arrows and by the keys that it shows", once, async ({ page, account: _ }) => {
    await openWith(page, [{ title: "Reply to landlord", dueDate: "2030-05-17" }]);
    const picker = await openPicker(page, "Reply to landlord");
    await picker.getByLabel("Type a date").focus();
    await page.keyboard.press("ArrowDown");
    await expect(picker.getByRole("button", { name: "Today", exact: false }).first()).toBeFocused();
    await page.keyboard.press("m");
    await expect(rowOf(page, "Reply to landlord")).toContainText("Tomorrow");
    await openPicker(page, "Reply to landlord");
    await picker.getByRole("button", { name: "No date" }).click();
    await expect(rowOf(page, "Reply to landlord")).not.toContainText("Tomorrow");
    await expect(toast(page)).toContainText("without a date");
  });

  test("has a calendar that keys go through", once, async ({ page, account: _ }) => {
    await openWith(page, [{ title: "Reply to landlord", dueDate: "2030-05-17", dueTime: "14:30" }]);
    const picker = await openPicker(page, "Reply to landlord");
    await expectAccessible(page);
    const selected = picker.getByRole("button", { name: /17.*May.*selected|May 17.*selected/ });
    await selected.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("PageDown");
    await page.keyboard.press("Enter");
    await expect(picker).toBeHidden();
    const stored = rowOf(page, "Reply to landlord");
    await expect(stored).toContainText(/24/);
    await expect(stored).toContainText(/30/);
    await expect(stored).toBeFocused();
  });

  test("gives a time without a date today, and leaves by Escape without a change", async ({ page, account: _ }) => {
    await openWith(page, [{ title: "Reply to landlord" }]);
    const picker = await openPicker(page, "Reply to landlord");
    await picker.getByLabel("Time", { exact: true }).fill("23:45");
    await page.keyboard.press("Escape");
    await expect(picker).toBeHidden();
    await expect(rowOf(page, "Reply to landlord")).not.toContainText("45");
    await openPicker(page, "Reply to landlord");
    await picker.getByLabel("Time", { exact: true }).fill("23:45");
    await picker.getByRole("button", { name: "Set" }).click();
    await expect(rowOf(page, "Reply to landlord")).toContainText(/Today.*45/);
  });
});

test("deleting for good asks, with Cancel under the finger", async ({ page, account: _ }) => {
  await openWith(page, [{ title: "Old idea" }, { title: "Older idea" }]);
  for (const title of ["Old idea", "Older idea"]) {
    const row = rowOf(page, title).first();
    await row.focus();
    await page.keyboard.press("Delete");
    await expect(row).toBeHidden();
  }
  await expect(page.getByText("Your inbox is empty")).toBeVisible();
  await openView(page, "/trash");
  const row = page.locator("[data-task-id]").filter({ has: page.getByText("Old idea", { exact: true }) });
  await row.focus();
  await page.keyboard.press("Delete");
  const dialog = page.getByRole("alertdialog", { name: "Delete for good?" });
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  // What was just done is still said, but not over the buttons of the sheet.
  const [said, asked] = [await page.locator("#toast > div").boundingBox(), await dialog.boundingBox()];
  if (!said || !asked) throw new Error("they are not drawn");
  if (isPhone()) expect(said.y + said.height).toBeLessThan(asked.y);
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(row).toBeFocused();
  await page.keyboard.press("Delete");
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(row).toHaveCount(0);
  await expect(toast(page)).toContainText("“Old idea” deleted for good");
  await expect(toast(page).getByRole("button")).toHaveCount(0);
  await page.getByRole("button", { name: "Empty trash" }).click();
  const all = page.getByRole("alertdialog", { name: "Empty the trash?" });
  await all.getByRole("button", { name: "Empty the trash" }).click();
  await expect(page.locator("[data-task-id]")).toHaveCount(0);
  await expect(toast(page)).toContainText("Trash emptied");
});

test.describe("the toast", () => {
  test("leaves after ten seconds, but not while it is looked at", once, async ({ page, account: _ }) => {
    await openWith(page, [{ title: "First" }, { title: "Second" }]);
    // Behind, so that no change comes to the server from the future.
    await page.clock.install({ time: Date.now() - 600_000 });
    await rowOf(page, "First").focus();
    await page.keyboard.press("x");
    await expect(toast(page)).toContainText("“First” done");
    await page.clock.runFor(9000);
    await toast(page).getByRole("button", { name: "Undo" }).focus();
    await page.clock.runFor(30_000);
    await expect(toast(page)).toContainText("“First” done");
    await page.keyboard.press("Escape");
    await expect(toast(page)).not.toContainText("done");
    await expect(rowOf(page, "Second")).toBeFocused();
    await page.keyboard.press("x");
    await expect(toast(page)).toContainText("“Second” done");
    await page.clock.runFor(10_100);
    await expect(toast(page)).not.toContainText("done");
  });
});

test.describe("without a worker that keeps the chunks", once, () => {
  test.use({ serviceWorkers: "block" });

  test("a part that is gone from the server loads the page again once, then says so", async ({
    page,
    complaints,
    account: _,
  }) => {
    // The chunk of the menu is not there, as after a deploy.
    await page.route("**/_next/static/chunks/**", async (route) => {
      const answer = await route.fetch();
      const isMenu = (await answer.text()).includes("Move to trash");
      await (isMenu ? route.fulfill({ status: 404 }) : route.fulfill({ response: answer }));
    });
    let loads = 0;
    page.on("load", () => loads++);
    await openWith(page, [{ title: "Reply to landlord" }]);
    await rowOf(page, "Reply to landlord").focus();
    await page.keyboard.press("Shift+F10");
    await expect.poll(() => loads).toBe(2);
    await page.waitForLoadState("networkidle");
    await rowOf(page, "Reply to landlord").focus();
    await page.keyboard.press("Shift+F10");
    await expect(toast(page)).toContainText("needs the network");
    await expect(rowOf(page, "Reply to landlord")).toBeFocused();
    expect(loads).toBe(2);
    forgiveFailedRequests(complaints);
  });
});
