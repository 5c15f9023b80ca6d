import { budgetTitle } from "./example";
import { refuseWrites, type Stage } from "./stage";
import type { State } from "./states";

const openBudget = ({ open, findTask }: Stage) => open(`/today?task=${findTask(budgetTitle).id}`);

const focusWindow = ({ page }: Stage) => page.evaluate(() => window.dispatchEvent(new Event("focus")));

/** Answers a navigation with the page that the service worker starts from, which holds no tasks. */
async function startFromShell({ page, origin }: Stage, path: string): Promise<void> {
  await page.route(origin + path, async (route) =>
    route.fulfill({ response: await route.fetch({ url: `${origin}/shell` }) }),
  );
}

/** What the screen says of this device and the server. */
export const syncStates: readonly State[] = [
  {
    name: "loading",
    who: "nadia",
    async show(stage) {
      await stage.open("/today");
      await stage.page.addInitScript(() => {
        const { prototype } = IDBFactory;
        // A request that never ends.
        prototype.open = () => Object.create(IDBOpenDBRequest.prototype, { addEventListener: { value() {} } });
      });
      await startFromShell(stage, "/today");
      await stage.page.goto(`${stage.origin}/today`);
      await stage.page.waitForTimeout(1500);
    },
  },
  {
    name: "initial-sync",
    who: "collector",
    async show({ page, origin }) {
      let asked = 0;
      await page.route("**/api/tasks/changes**", (route) => {
        asked++;
        // The first part arrives, the next never does.
        if (asked === 1) return route.continue();
      });
      await page.goto(`${origin}/inbox`);
      await page.waitForTimeout(3000);
    },
  },
  {
    name: "offline",
    who: "nadia",
    async show(stage) {
      await stage.open("/today");
      await stage.context.setOffline(true);
      await stage.focusRow("Water the plants");
      await stage.press("1");
      await stage.page.waitForTimeout(1000);
    },
  },
  {
    name: "failed-write",
    who: "nadia",
    async show(stage) {
      await stage.open("/today");
      await refuseWrites(stage, 422, "validation_failed");
      await stage.focusRow("Water the plants");
      await stage.press("1");
      await stage.page.getByRole("button", { name: /Retry/ }).first().waitFor({ timeout: 5000 });
    },
  },
  {
    name: "conflict",
    who: "nadia",
    async show(stage) {
      const { page, context, findTask, callElsewhere } = stage;
      await openBudget(stage);
      await context.setOffline(true);
      const title = page.getByRole("textbox", { name: /title/i }).last();
      await title.fill("Send the Q4 budget to Amara and Tom");
      await title.press("Tab");
      await callElsewhere("PATCH", `/api/tasks/${findTask(budgetTitle).id}`, { title: "Send the Q4 numbers to Amara" });
      await page.waitForTimeout(1500);
      await context.setOffline(false);
      await page
        .getByRole("button", { name: /keep|mine|theirs/i })
        .first()
        .waitFor({ timeout: 10_000 });
    },
  },
  {
    name: "changed-elsewhere",
    who: "nadia",
    async show(stage) {
      await openBudget(stage);
      await stage.callElsewhere("PATCH", `/api/tasks/${stage.findTask(budgetTitle).id}`, { dueTime: "16:00" });
      await focusWindow(stage);
      await stage.page.waitForTimeout(1500);
    },
  },
  {
    name: "deleted-elsewhere",
    who: "nadia",
    async show(stage) {
      await openBudget(stage);
      await stage.callElsewhere("DELETE", `/api/tasks/${stage.findTask(budgetTitle).id}?permanent=true`);
      await focusWindow(stage);
      await stage.page.waitForTimeout(1500);
    },
  },
  {
    name: "session-expired",
    who: "nadia",
    async show({ page, origin }) {
      await page.route("**/api/auth/token", (route) =>
        route.fulfill({ status: 401, json: { code: "UNAUTHORIZED", message: "Unauthorized" } }),
      );
      await page.goto(`${origin}/today`);
      await page.getByRole("dialog").waitFor({ timeout: 10_000 });
    },
  },
  {
    name: "storage-unavailable",
    who: "nadia",
    async show({ page, open }) {
      await page.addInitScript(() => {
        IDBFactory.prototype.open = () => {
          throw new DOMException("no storage in this picture", "SecurityError");
        };
      });
      await open("/today");
    },
  },
  {
    name: "update-ready",
    who: "nadia",
    // Where workers are blocked, so is the registration that this puts in their place.
    withWorker: true,
    async show({ page, open }) {
      await page.addInitScript(() => {
        const worker = { state: "installed", postMessage() {} };
        const registration = {
          active: worker,
          waiting: worker,
          installing: null,
          addEventListener() {},
          async update() {},
        };
        Object.defineProperty(ServiceWorkerContainer.prototype, "register", {
          value() {
            return Promise.resolve(registration);
          },
        });
      });
      await open("/today");
      await page.getByText("A new version is ready").filter({ visible: true }).waitFor({ timeout: 5000 });
    },
  },
];
