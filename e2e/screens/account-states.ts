import { answerProblem, type Stage } from "./stage";
import type { State } from "./states";

async function fillSignIn({ page, open }: Stage): Promise<void> {
  await open("/sign-in");
  await page.getByLabel("E-mail").fill("nadia@example.com");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
}

async function signIn(stage: Stage): Promise<void> {
  await fillSignIn(stage);
  await stage.page.locator("button[type=submit]").click();
  await stage.page.locator('[aria-invalid="true"], [role="alert"]:not(:empty)').first().waitFor();
}

const signInRoute = "**/api/auth/sign-in/email";

/** What people see who are not signed in. */
export const accountStates: readonly State[] = [
  { name: "landing", who: "nobody", isLong: true, show: ({ open }) => open("/") },
  { name: "landing-signed-in", who: "newcomer", show: ({ open }) => open("/") },
  { name: "sign-in", who: "nobody", show: ({ open }) => open("/sign-in") },
  { name: "sign-in-wrong", who: "nobody", show: signIn },
  {
    name: "sign-in-submitting",
    who: "nobody",
    async show(stage) {
      await stage.page.route(signInRoute, () => {});
      await fillSignIn(stage);
      await stage.page.locator("button[type=submit]").click();
    },
  },
  {
    name: "sign-in-throttled",
    who: "nobody",
    async show(stage) {
      await stage.page.route(signInRoute, (route) =>
        answerProblem(route, 429, "rate_limited", { "retry-after": "42" }),
      );
      await signIn(stage);
    },
  },
  {
    name: "sign-in-server-down",
    who: "nobody",
    async show(stage) {
      await stage.page.route(signInRoute, (route) => route.abort("connectionrefused"));
      await signIn(stage);
    },
  },
  { name: "sign-up", who: "nobody", show: ({ open }) => open("/sign-up") },
  {
    name: "sign-up-wrong",
    who: "nobody",
    async show({ open, page }) {
      await open("/sign-up");
      await page.locator("button[type=submit]").click();
    },
  },
  { name: "not-found", who: "nobody", show: ({ open }) => open("/nowhere") },
  { name: "docs", who: "nobody", isLong: true, show: ({ open }) => open("/docs") },
  { name: "docs-errors", who: "nobody", isLong: true, show: ({ open }) => open("/docs/errors") },
  {
    name: "offline-page",
    who: "nobody",
    withWorker: true,
    async show({ open, page, context, origin }) {
      await open("/");
      await page.evaluate(async () => {
        await navigator.serviceWorker.register("/sw.js");
        await navigator.serviceWorker.ready;
      });
      await context.setOffline(true);
      await page.goto(`${origin}/sign-in`);
      await page.getByRole("heading", { level: 1 }).waitFor();
    },
  },
];
