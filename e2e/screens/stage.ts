import type { BrowserContext, Locator, Page, Route } from "@playwright/test";
import type { ErrorCode } from "@/lib/contract/errors";
import type { Task } from "@/lib/contract/task";
import { type Account, callApi, createTasks, signUp, type Tend } from "@/test/tend";
import { listExampleTasks, listLongTasks, locale, trashedTitles, zone } from "./example";

/** Who looks: nobody who is signed in, somebody new, somebody with an ordinary day, with long titles, with 1,500 tasks. */
export type Who = "nobody" | "newcomer" | "nadia" | "writer" | "collector";

const collectionSize = 1500;
let visitors = 0;

/** Where a state is brought about: a page of somebody's, and the server behind it. */
export type Stage = {
  page: Page;
  context: BrowserContext;
  origin: string;
  /** Opens a path and waits until the browser's code has taken over and all is quiet. */
  open(path: string): Promise<void>;
  findRow(title: string): Locator;
  /** Makes a row the one that keys act on. */
  focusRow(title: string): Promise<void>;
  findTask(title: string): Task;
  /** Calls the API as another of the person's devices would. */
  callElsewhere(method: string, url: string, body?: unknown): Promise<void>;
  press(...keys: string[]): Promise<void>;
};

/** Signs up whoever is to look, with the tasks that they have. */
export async function setStage(tend: Tend, context: BrowserContext, who: Who): Promise<Stage> {
  const origin = tend.origin.replace("127.0.0.1", "localhost");
  visitors++;
  const person = { name: "Nadia Amari", email: `nadia${visitors}@example.com` };
  const account = who === "nobody" ? undefined : await signUp(tend.origin, person);
  const tasks = account ? await fill(tend, account, who) : [];
  const [name = "", ...value] = (account?.cookie ?? "").split("=");
  await context.addCookies([
    ...(account ? [{ name, value: value.join("="), url: origin, httpOnly: true }] : []),
    { name: "tz", value: encodeURIComponent(zone), url: origin },
    { name: "locale", value: locale, url: origin },
  ]);
  const page = await context.newPage();
  const findRow = (title: string) => page.locator('[role="row"][data-task-id]').filter({ hasText: title }).first();
  return {
    page,
    context,
    origin,
    findRow,
    async open(path) {
      await page.goto(origin + path);
      await settle(page);
    },
    async focusRow(title) {
      await findRow(title).focus();
    },
    findTask(title) {
      const task = tasks.find((task) => task.title === title);
      if (!task) throw new Error(`there is no task “${title}”`);
      return task;
    },
    async callElsewhere(method, url, body) {
      const answer = await callApi(tend, account?.token ?? "", method, url, body);
      if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status}`);
    },
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
  };
}

async function fill(tend: Tend, { token }: Account, who: Who): Promise<Task[]> {
  if (who === "writer") return createTasks(tend, token, listLongTasks());
  if (who === "collector")
    return createTasks(
      tend,
      token,
      Array.from({ length: collectionSize }, (_, index) => ({ title: `Letter ${index}` })),
    );
  if (who !== "nadia") return [];
  const trashed = await createTasks(
    tend,
    token,
    trashedTitles.map((title) => ({ title })),
  );
  const operations = trashed.map(({ id }) => ({ op: "delete", id }));
  await callApi(tend, token, "POST", "/api/tasks/batch", { operations });
  return createTasks(tend, token, listExampleTasks());
}

/** Waits until nothing is under way. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready);
}

/** Has the API refuse whatever is written. */
export async function refuseWrites({ page }: Stage, status: number, code: ErrorCode): Promise<void> {
  await page.route("**/api/tasks/**", (route) =>
    route.request().method() === "GET" ? route.fallback() : answerProblem(route, status, code),
  );
}

export function answerProblem(route: Route, status: number, code: string, headers: Record<string, string> = {}) {
  const detail = "The task can’t be changed";
  const body = { type: `/docs/errors#${code}`, title: "Refused", status, code, detail, requestId: "1" };
  return route.fulfill({ status, contentType: "application/problem+json", headers, body: JSON.stringify(body) });
}
