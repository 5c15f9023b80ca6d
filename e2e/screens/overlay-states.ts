import { budgetTitle } from "./example";
import { type Stage, settle } from "./stage";
import type { State } from "./states";

/** Opens Inbox or Today and presses keys, at a row if one is named. */
function byKeys(name: string, path: string, title: string | null, ...keys: string[]): State {
  return { name, who: "nadia", show: (stage) => pressAt(stage, path, title, keys) };
}

async function pressAt(stage: Stage, path: string, title: string | null, keys: readonly string[]): Promise<void> {
  await stage.open(path);
  if (title !== null) await stage.focusRow(title);
  await stage.press(...keys);
}

/** The same, until what they open is there. */
function opens(state: State, find: (stage: Stage) => ReturnType<Stage["findRow"]>): State {
  return {
    ...state,
    async show(stage) {
      await state.show(stage);
      await find(stage).waitFor({ timeout: 5000 });
      await settle(stage.page);
    },
  };
}

const isPhone = ({ page }: Stage) => (page.viewportSize()?.width ?? 0) < 640;
const dialog = ({ page }: Stage) => page.getByRole("dialog").last();
const menu = ({ page }: Stage) => page.getByRole("menu").last();

export const overlayStates: readonly State[] = [
  opens(byKeys("palette", "/today", null, "Control+k"), dialog),
  {
    name: "palette-words",
    who: "nadia",
    async show(stage) {
      await pressAt(stage, "/today", null, ["Control+k"]);
      await dialog(stage).waitFor();
      await stage.page.keyboard.type("amara");
      await settle(stage.page);
    },
  },
  opens(byKeys("keys-sheet", "/today", null, "?"), dialog),
  opens(byKeys("due-picker", "/today", budgetTitle, "t"), dialog),
  {
    name: "task-menu",
    who: "nadia",
    async show(stage) {
      await pressAt(stage, "/today", "Review pull request", []);
      // A finger finds the menu at the selection, which a long press begins.
      if (isPhone(stage)) await stage.press("Shift+ArrowDown");
      await stage.page
        .getByRole("button", { name: isPhone(stage) ? "More for the selection" : /^More for “Review/ })
        .click();
      await menu(stage).waitFor({ timeout: 5000 });
    },
  },
  {
    name: "priority-menu",
    who: "nadia",
    async show(stage) {
      await stage.open(`/today?task=${stage.findTask(budgetTitle).id}`);
      await stage.page.getByRole("button", { name: /^Priority/ }).click();
      await menu(stage).waitFor({ timeout: 5000 });
    },
  },
  byKeys("edit-in-place", "/today", "Water the plants", "e"),
  byKeys("multi-select", "/today", "Review pull request", "Shift+ArrowDown", "Shift+ArrowDown"),
  opens(byKeys("toast", "/today", "Water the plants", "x"), ({ page }) => page.getByRole("button", { name: /^Undo/ })),
  {
    name: "account-menu",
    who: "newcomer",
    sizes: ["desktop", "tablet"],
    async show({ open, page }) {
      await open("/today");
      const account = page.getByRole("button", { name: /^Account of/ }).first();
      // A narrow screen begins without the sidebar.
      if (!(await account.isVisible())) await page.getByRole("button", { name: "Sidebar" }).click();
      await account.click();
    },
  },
  {
    name: "filter-menu",
    who: "nadia",
    async show({ open, page }) {
      await open("/inbox");
      await page
        .getByRole("button", { name: /filter|sort/i })
        .first()
        .click();
      await page.getByText("Last changed first").waitFor({ timeout: 5000 });
    },
  },
  {
    name: "empty-trash-dialog",
    who: "nadia",
    async show(stage) {
      await stage.open("/trash");
      await stage.page.getByRole("button", { name: /empty/i }).first().click();
      await stage.page.getByRole("dialog").or(stage.page.getByRole("alertdialog")).last().waitFor({ timeout: 5000 });
    },
  },
  {
    name: "paste-lines",
    who: "newcomer",
    async show({ open, page, press, context }) {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await open("/inbox");
      await press("q");
      await page.locator(":focus:is(input, textarea)").waitFor();
      await page.evaluate(() => navigator.clipboard.writeText("Milk\nBread\nTwo dozen eggs"));
      await press("Control+v");
      await settle(page);
    },
  },
];
