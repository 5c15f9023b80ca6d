import type { Page } from "@playwright/test";
import { hearsKeysMark } from "@/components/keys/keymap";
import { batchMaxOperations } from "@/lib/contract/limits";
import type { Task, TaskCreate } from "@/lib/contract/task";
import { expect } from "./fixtures";

const dayMs = 24 * 3600 * 1000;

/** The date so many days from now. */
export const day = (days: number): string => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

/** The API in the name of whoever is signed in: another device, as far as the page can tell. */
export async function openApi(page: Page) {
  const { token } = await (await page.request.get("/api/auth/token")).json();
  const headers = { authorization: `Bearer ${token}` };
  return {
    /** Makes tasks, as many as one likes, in their order. */
    async create<Given extends TaskCreate[]>(...tasks: Given): Promise<{ [Index in keyof Given]: Task }> {
      const made: Task[] = [];
      for (let from = 0; from < tasks.length; from += batchMaxOperations) {
        const operations = tasks.slice(from, from + batchMaxOperations).map((task) => ({ op: "create", task }));
        const answer = await page.request.post("/api/tasks/batch", { headers, data: { operations } });
        expect(answer.status()).toBe(200);
        made.push(...(await answer.json()).results);
      }
      return made as { [Index in keyof Given]: Task };
    },
    /** All of them, by their titles. */
    list: async (): Promise<Task[]> =>
      (await (await page.request.get("/api/tasks?status=all&sort=title&limit=200", { headers })).json()).items,
    read: async (id: string): Promise<Task> => (await page.request.get(`/api/tasks/${id}`, { headers })).json(),
    change: (id: string, data: Partial<TaskCreate>) => page.request.patch(`/api/tasks/${id}`, { headers, data }),
    remove: (id: string, query = "") => page.request.delete(`/api/tasks/${id}${query}`, { headers }),
  };
}

export const rows = (page: Page) => page.locator("[data-task-id]");
export const rowOf = (page: Page, title: string) => rows(page).filter({ hasText: title });

/** The titles of a section's rows, or of all. */
async function readTitles(page: Page, section?: string): Promise<string[]> {
  const grid = section === undefined ? page.locator("body") : page.getByRole("grid", { name: section });
  return grid.locator("[data-title]").allInnerTexts();
}

export const expectTitles = (page: Page, titles: string[], section?: string) =>
  expect.poll(() => readTitles(page, section)).toEqual(titles);

/** Opens a page of the app, and waits until it hears keys and the device has its own copy of everything. */
export async function openView(page: Page, path: string): Promise<void> {
  const synced = page.waitForResponse("**/api/tasks/changes*");
  await page.goto(path);
  await synced;
  await page.waitForFunction((mark) => performance.getEntriesByName(mark).length > 0, hearsKeysMark);
}
