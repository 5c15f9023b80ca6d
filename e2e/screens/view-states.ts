import { budgetTitle } from "./example";
import { type Stage, settle } from "./stage";
import type { State } from "./states";

const firstRow = '[role="row"][data-task-id]';

/** A state that is there as soon as its address is. */
function at(name: string, path: string, who: State["who"] = "nadia"): State {
  return {
    name,
    who,
    async show({ open, page }) {
      await open(path);
      if (who === "nadia" || who === "writer") await page.locator(firstRow).first().waitFor({ timeout: 5000 });
    },
  };
}

/** The page of a task by its own address, or beside a list. */
async function openTask({ open, findTask }: Stage, title: string, isBeside: boolean): Promise<void> {
  const { id } = findTask(title);
  await open(isBeside ? `/today?task=${id}` : `/tasks/${id}`);
}

/** Today as in the picture: a task open beside it, and another being written. */
export async function showToday(stage: Stage): Promise<void> {
  const { page } = stage;
  const isWide = (page.viewportSize()?.width ?? 0) >= 1024;
  if (isWide) await openTask(stage, budgetTitle, true);
  else await stage.open("/today");
  const main = page.getByRole("main");
  await main.getByRole("button", { name: "Add task" }).click();
  await page.locator(":focus:is(input, textarea)").waitFor();
  await page.keyboard.type("Pay rent tomorrow 9am !1");
  await settle(page);
  // The grammar is a chunk of its own.
  await page.waitForTimeout(500);
}

export const viewStates: readonly State[] = [
  at("inbox", "/inbox"),
  at("today", "/today"),
  { name: "today-in-use", who: "nadia", show: showToday },
  { name: "task-beside", who: "nadia", show: (stage) => openTask(stage, budgetTitle, true) },
  { name: "task-page", who: "nadia", show: (stage) => openTask(stage, budgetTitle, false) },
  at("upcoming", "/upcoming"),
  at("completed", "/completed"),
  at("trash", "/trash"),
  at("search", "/search?q=the"),
  at("search-no-result", "/search?q=xylophone", "newcomer"),
  at("long-titles", "/today", "writer"),
  {
    name: "filtered-to-nothing",
    who: "nadia",
    async show({ open }) {
      await open("/completed?priority=medium");
    },
  },
  { ...at("settings", "/settings", "newcomer") },
  { ...at("browse", "/browse", "newcomer"), sizes: ["phone", "tablet"] },
  at("first-run", "/today", "newcomer"),
  at("empty-inbox", "/inbox", "newcomer"),
  at("empty-upcoming", "/upcoming", "newcomer"),
  at("empty-completed", "/completed", "newcomer"),
  at("empty-trash", "/trash", "newcomer"),
  at("empty-search", "/search", "newcomer"),
  {
    name: "error",
    who: "nadia",
    async show({ open, page }) {
      await open("/settings");
      // Whatever names a day fails from now on.
      await page.evaluate(() => {
        Object.defineProperty(Intl.DateTimeFormat.prototype, "format", {
          get() {
            throw new Error("broken for the picture");
          },
        });
        history.pushState(null, "", "/upcoming");
        window.dispatchEvent(new PopStateEvent("popstate"));
      });
      await page.getByRole("button", { name: /again/i }).waitFor();
    },
  },
];
