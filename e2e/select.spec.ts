import type { Page } from "@playwright/test";
import { expect, expectAccessible, once, test } from "./fixtures";
import { day, expectTitles, openApi, openView, rowOf, rows } from "./tasks";

test.beforeEach(({ account }) => void account);

const five = ["One", "Two", "Three", "Four", "Five"].map((title) => ({ title }));
const selected = (page: Page) => page.getByRole("row", { selected: true });
const bar = (page: Page) => page.getByRole("toolbar", { name: "Selected tasks" });

test("Shift and arrows select, Mod+A selects all, Escape ends it, and it is said", once, async ({ page }) => {
  await (await openApi(page)).create(...five);
  await openView(page, "/inbox");
  await rowOf(page, "Two").focus();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(selected(page).locator("[data-title]")).toHaveText(["Two", "Three", "Four"]);
  await page.keyboard.press("Shift+ArrowUp");
  await expect(selected(page).locator("[data-title]")).toHaveText(["Two", "Three"]);
  await expect(page.getByRole("status").filter({ hasText: "2 selected" })).toHaveCount(1);
  await expectAccessible(page);
  await page.keyboard.press("ControlOrMeta+a");
  await expect(selected(page)).toHaveCount(5);
  await page.keyboard.press("Escape");
  await expect(selected(page)).toHaveCount(0);
  await expect(rowOf(page, "Three")).toBeFocused();
});

test("presses with Mod and with Shift select", async ({ page, isMobile }) => {
  test.skip(isMobile, "a phone has no such keys");
  await (await openApi(page)).create(...five);
  await openView(page, "/inbox");
  await rowOf(page, "One").click({ modifiers: ["ControlOrMeta"] });
  await rowOf(page, "Four").click({ modifiers: ["ControlOrMeta"] });
  await rowOf(page, "One").click({ modifiers: ["ControlOrMeta"] });
  await expect(selected(page).locator("[data-title]")).toHaveText(["Four"]);
  await rowOf(page, "Two").click({ modifiers: ["ControlOrMeta"] });
  await rowOf(page, "Five").click({ modifiers: ["Shift"] });
  await expect(selected(page).locator("[data-title]")).toHaveText(["Two", "Three", "Four", "Five"]);
  await expect(page).toHaveURL("/inbox");
});

test("the menu of a row begins a selection, adds to it and takes out of it", once, async ({ page }) => {
  await (await openApi(page)).create(...five);
  await openView(page, "/inbox");
  const choose = async (title: string, name: string) => {
    await rowOf(page, title).click({ button: "right" });
    await page.getByRole("menuitem", { name, exact: true }).click();
  };
  await choose("Two", "Select");
  await choose("Four", "Select");
  await expect(selected(page).locator("[data-title]")).toHaveText(["Two", "Four"]);
  await expect(bar(page)).toContainText("2 selected");
  await expect(rowOf(page, "Four")).toBeFocused();
  await rowOf(page, "Two").click({ modifiers: ["ControlOrMeta"] });
  await choose("Four", "Unselect");
  await expect(selected(page)).toHaveCount(0);
});

test("what the bar does is one call and one step to undo", async ({ page }) => {
  await (await openApi(page)).create(...five);
  await openView(page, "/inbox");
  const calls: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") calls.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  await rowOf(page, "Two").focus();
  await page.keyboard.press("Shift+ArrowDown");
  await bar(page).getByRole("button", { name: "Complete" }).click();
  await expectTitles(page, ["One", "Four", "Five"]);
  await expect(rowOf(page, "Four")).toBeFocused();
  await page.keyboard.press("z");
  await expectTitles(page, ["One", "Two", "Three", "Four", "Five"]);
  await page.keyboard.press("ControlOrMeta+a");
  await bar(page).getByRole("button", { name: "Move to trash" }).click();
  await expect(page.getByText("Your inbox is empty")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page)).toHaveCount(5);
  await expect.poll(() => calls).toEqual(Array.from({ length: 4 }, () => "POST /api/tasks/batch"));
});

test("the bar gives all of a selection a date", async ({ page }) => {
  const api = await openApi(page);
  const [one, two] = await api.create(...five);
  await openView(page, "/inbox");
  await rowOf(page, "One").focus();
  await page.keyboard.press("Shift+ArrowDown");
  await bar(page).getByRole("button", { name: "Due" }).click();
  await page
    .getByRole("option", { name: /^Tomorrow/ })
    .or(page.getByRole("button", { name: /^Tomorrow/ }))
    .first()
    .click();
  for (const task of [one, two]) await expect.poll(async () => (await api.read(task?.id ?? "")).dueDate).toBe(day(1));
});

test("a finger that stays selects, and then each tap does", async ({ page, isMobile }) => {
  test.skip(!isMobile, "by touch");
  await (await openApi(page)).create(...five);
  await openView(page, "/inbox");
  const client = await page.context().newCDPSession(page);
  const box = await rowOf(page, "Two").boundingBox();
  const point = { x: (box?.x ?? 0) + 120, y: (box?.y ?? 0) + 20 };
  await client.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [point] });
  await expect(selected(page)).toHaveCount(1);
  await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await rowOf(page, "Four").tap();
  await expect(selected(page).locator("[data-title]")).toHaveText(["Two", "Four"]);
  await expect(page).toHaveURL("/inbox");
  await expectAccessible(page);
  await rowOf(page, "Two").tap();
  await rowOf(page, "Four").tap();
  await expect(bar(page)).toHaveCount(0);
  await rowOf(page, "Four").tap();
  await expect(page).toHaveURL(/task=/);
});
