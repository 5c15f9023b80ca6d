import type { Locator, Page } from "@playwright/test";
import { sleep } from "../../test/tend";

/** Something that a person does, which is one interaction. */
export type Step = { kind: string; act(page: Page): Promise<void> };

export const rowSelector = '[role="row"][data-task-id]';
const checkSelector = `${rowSelector} input[type="checkbox"][aria-label^="Complete "]`;
const viewNames = ["Inbox", "Today", "Upcoming", "Completed", "Inbox"] as const;

/** The link that leads to a view; its name may end in a count. */
export const findViewLink = (page: Page, name: string): Locator =>
  page.getByRole("link", { name: new RegExp(`^${name}\\b`) }).first();

/** A person's keys and buttons are down for about as long. */
export const holdMs = 80;

function press(kind: string, key: string, times = 1): Step[] {
  return Array.from({ length: times }, () => ({ kind, act: (page) => page.keyboard.press(key, { delay: holdMs }) }));
}

const type = (kind: string, text: string): Step[] => Array.from(text).flatMap((character) => press(kind, character));

/** A click that asks the page for nothing but a place beforehand: Playwright's own looks on while it clicks. */
function click(kind: string, find: (page: Page) => Locator): Step {
  return {
    kind,
    async act(page) {
      const box = await find(page).boundingBox();
      if (!box) throw new Error(`${kind}: there is nothing to click`);
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { delay: holdMs });
    },
  };
}

const repeat = (steps: readonly Step[], times: number): Step[] => Array.from({ length: times }, () => steps).flat();

const clickView = (name: string) => click("change the view", (page) => findViewLink(page, name));

/** Ten changes of the view, which begin and end at Inbox. */
export const viewChanges = repeat(viewNames.map(clickView), 2);

/** What is done to the tasks of Inbox, in one go. */
export const taskSteps: Step[] = [
  ...press("move", "j", 14),
  ...press("move", "k", 6),
  ...press("complete by key", "x", 8),
  ...press("undo", "z", 8),
  ...repeat([click("complete by click", (page) => page.locator(checkSelector).nth(2))], 8),
  ...press("undo", "z", 4),
  ...repeat([...press("open a task", "Enter"), ...press("close a task", "Escape"), ...press("move", "j")], 8),
  ...press("add: open", "q"),
  ...type("add: type", "Call Sam tomorrow 9am !1"),
  ...press("add: close", "Escape", 2),
  ...press("search: open", "/"),
  ...type("search: type", "budget 12"),
  clickView("Inbox"),
];

export const pauseMs = 150;

/** A step as it was done. Times in milliseconds since the epoch. */
export type Done = { kind: string; from: number; to: number };

/** Does one step after the other, with a person's pauses. */
export async function perform(page: Page, steps: readonly Step[]): Promise<Done[]> {
  const done: Done[] = [];
  for (const { kind, act } of steps) {
    const from = Date.now();
    await act(page);
    await sleep(pauseMs);
    done.push({ kind, from, to: Date.now() });
  }
  return done;
}
