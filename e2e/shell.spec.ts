import type { Page } from "@playwright/test";
import type { TaskCreate } from "@/lib/contract/task";
import { expect, expectAccessible, forgiveFailedRequests, once, test } from "./fixtures";
import { day, openApi, openView } from "./tasks";

/** Makes tasks as another device would. */
async function addTasks(
  page: Page,
  titles: string[],
  fields: Partial<TaskCreate> = { dueDate: day(0) },
): Promise<void> {
  await (await openApi(page)).create(...titles.map((title) => ({ title, ...fields })));
}

/** Ends the session as far as this browser goes: no cookie, and tokens that are not taken any more. */
async function endSession(page: Page): Promise<void> {
  await page.context().clearCookies({ name: /session/ });
  await page.route("**/api/tasks/**", (route) =>
    route.fulfill({
      status: 401,
      contentType: "application/problem+json",
      body: JSON.stringify({
        type: "about:blank",
        title: "Unauthorized",
        status: 401,
        code: "token_expired",
        requestId: "1",
      }),
    }),
  );
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
}

const link = (page: Page, name: string) =>
  page.getByRole("navigation", { name: /Views|Tabs/ }).getByRole("link", { name: new RegExp(`^${name}`) });
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
const status = (page: Page) => page.getByRole("status", { name: "Sync" }).filter({ visible: true });

test.beforeEach(({ account }) => expect(account.email).toBeTruthy());

test("ten changes of view make no request, and back and forward lead through them", async ({ page, isMobile }) => {
  await openView(page, "/today");
  const requests: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    // Chunks come when the page is idle, whether or not the view changes, and the icon from the browser's cache.
    if (!/^\/(api\/tasks\/changes$|_next\/static\/|icon\.svg$)/.test(pathname)) requests.push(pathname);
  });
  const names = isMobile ? ["Inbox", "Upcoming", "Today"] : ["Inbox", "Upcoming", "Completed", "Trash", "Today"];
  for (let count = 0; count < 10; count++) {
    const name = names[count % names.length] ?? "";
    await link(page, name).click();
    await expect(heading(page, name)).toBeVisible();
    await expect(link(page, name)).toHaveAttribute("aria-current", "page");
    await expect(page).toHaveTitle(`${name} · Tend`);
  }
  await page.goBack();
  await page.goBack();
  const before = names[7 % names.length] ?? "";
  await expect(heading(page, before)).toBeVisible();
  await expect(page).toHaveTitle(`${before} · Tend`);
  await page.goForward();
  await expect(heading(page, names[8 % names.length] ?? "")).toBeVisible();
  expect(requests).toEqual([]);
});

test("the tab's title is the open task's", once, async ({ page }) => {
  await addTasks(page, ["Renew passport"]);
  await openView(page, "/today");
  const id = await page.locator("[data-task-id]").first().getAttribute("data-task-id");
  await page.goto(`/today?task=${id}`);
  await expect(page).toHaveTitle("Renew passport · Tend");
});

test.describe("with a sidebar", () => {
  test.skip(({ isMobile }) => isMobile, "a phone has tabs");

  test("the counts are in the first HTML, and follow what happens", async ({ page }) => {
    await addTasks(page, ["one", "two", "three"]);
    await addTasks(page, ["later"], { dueDate: null });
    const html = await (await page.request.get("/today")).text();
    expect(html.replaceAll("<!-- -->", "")).toContain("Inbox</span><span");
    await openView(page, "/today");
    await expect(link(page, "Inbox")).toHaveAccessibleName("Inbox 4 tasks");
    await expect(link(page, "Today")).toHaveAccessibleName("Today 3 tasks");
    await page.getByRole("checkbox", { name: "one" }).click();
    await expect(link(page, "Today")).toHaveAccessibleName("Today 2 tasks");
    await expect(link(page, "Inbox")).toHaveAccessibleName("Inbox 3 tasks");
    await addTasks(page, ["elsewhere"]);
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await expect(link(page, "Today")).toHaveAccessibleName("Today 3 tasks");
  });

  test("the sidebar stays as it was left, from the first paint", async ({ page }) => {
    await openView(page, "/today");
    const toggle = page.getByRole("button", { name: "Sidebar" });
    await expect(toggle).toHaveAttribute("aria-expanded", "true");
    await toggle.click();
    await expect(page.locator("#sidebar")).toBeHidden();
    await expect(toggle).toHaveAttribute("aria-expanded", "false");
    const html = await (await page.request.get("/today")).text();
    expect(html).toMatch(/<aside[^>]*class="[^"]* hidden"/);
    await page.reload();
    await expect(page.locator("#sidebar")).toBeHidden();
    await toggle.click();
    await expect(page.locator("#sidebar")).toBeVisible();
    await page.setViewportSize({ width: 768, height: 1024 });
    await expect(page.locator("#sidebar")).toBeVisible();
  });

  test("the sidebar waits to be asked for where there is little room", async ({ page }) => {
    await page.setViewportSize({ width: 900, height: 800 });
    await openView(page, "/today");
    const toggle = page.getByRole("button", { name: "Sidebar" });
    await expect(page.locator("#sidebar")).toBeHidden();
    await expect(toggle).toHaveAttribute("aria-expanded", "false");
    await toggle.click();
    await expect(page.locator("#sidebar")).toBeVisible();
  });

  test("the account menu opens by keyboard, and Esc gives the focus back", async ({ page, account }) => {
    await openView(page, "/today");
    const button = page.getByRole("button", { name: `Account of ${account.name}` });
    await button.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByText(account.email)).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(page.getByText(account.email)).toBeHidden();
    await expect(button).toBeFocused();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(heading(page, "Settings")).toBeVisible();
    await expect(page.getByText("Keyboard shortcuts")).toBeHidden();
  });

  test("the skip link leads to the screen", async ({ page }) => {
    // In Today, whoever has no task yet begins in the field for the first one.
    await openView(page, "/inbox");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.locator("main")).toBeFocused();
  });
});

test("a phone's Browse has what its tabs have not", async ({ page, isMobile }) => {
  test.skip(!isMobile, "a desktop has a sidebar");
  await openView(page, "/today");
  for (const name of ["Completed", "Trash", "Settings"]) {
    await link(page, "Browse").click();
    await page.getByRole("navigation", { name: "More" }).getByRole("link", { name }).click();
    await expect(heading(page, name)).toBeVisible();
    await expect(link(page, "Browse")).toHaveAttribute("aria-current", "true");
  }
  await page.goto("/browse");
  await expectAccessible(page);
});

test("nothing scrolls sideways at 320 px", once, async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of ["/today", "/settings", "/browse"]) {
    await page.goto(path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  }
});

test("settings act at once and are there from the next first paint on", async ({ page, isMobile }) => {
  await openView(page, "/settings");
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByRole("radio", { name: "Dark" }).check();
  await expect(page.locator("html")).toHaveClass(/\bdark\b/);
  await page.getByRole("radio", { name: "Saturday" }).check();
  await page.getByRole("switch", { name: "Single-letter keys" }).uncheck();
  if (!isMobile) await expect(page.getByRole("button", { name: "Add task" })).not.toHaveAttribute("aria-keyshortcuts");
  const html = await (await page.request.get("/settings")).text();
  expect(html).toMatch(/<html[^>]* class="[^"]*\bdark\b/);
  await page.reload();
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
  await expect(page.getByRole("radio", { name: "Saturday" })).toBeChecked();
  await expect(page.getByRole("switch")).not.toBeChecked();
  await page.getByRole("radio", { name: "System" }).check();
  await expect(page.locator("html")).not.toHaveClass(/\b(dark|light)\b/);
});

test("two tabs are in step, without the server", once, async ({ page, context, complaints }) => {
  await addTasks(page, ["one", "two"]);
  const other = await context.newPage();
  await openView(other, "/today");
  await openView(page, "/today");
  await context.setOffline(true);
  await page.getByRole("checkbox", { name: "one" }).click();
  await expect(other.getByRole("checkbox", { name: "one" })).toBeChecked();
  await page.keyboard.press("z");
  await expect(other.getByRole("checkbox", { name: "one" })).not.toBeChecked();
  forgiveFailedRequests(complaints);
});

test("offline is said, with what waits, and goes away", async ({ page, context, complaints }) => {
  await addTasks(page, ["one"]);
  await openView(page, "/today");
  await context.setOffline(true);
  await expect(status(page)).toHaveText("Offline");
  await page.getByRole("checkbox", { name: "one" }).click();
  await expect(status(page)).toHaveText("Offline. 1 change waits on this device");
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(status(page)).toHaveCount(0);
  forgiveFailedRequests(complaints);
});

test("a server that can't be reached is said, and can be tried again", once, async ({ page, complaints }) => {
  await openView(page, "/today");
  // It would try again by itself, soon.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 1000);
  await page.route("**/api/tasks/**", (route) => route.abort());
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(status(page)).toContainText("Can't reach the server");
  await page.unroute("**/api/tasks/**");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(status(page)).toHaveCount(0);
  forgiveFailedRequests(complaints);
});

test("a change that was refused is said, and leads to its task", once, async ({ page, complaints }) => {
  await addTasks(page, ["one"]);
  await openView(page, "/today");
  await page.route("**/api/tasks/*-*", (route) =>
    route.request().method() === "GET"
      ? route.continue()
      : route.fulfill({
          status: 422,
          contentType: "application/problem+json",
          body: JSON.stringify({
            type: "about:blank",
            title: "Invalid",
            status: 422,
            code: "validation_failed",
            requestId: "1",
          }),
        }),
  );
  await page.getByRole("checkbox", { name: "one" }).click();
  await expect(status(page)).toContainText("1 change wasn't saved");
  await status(page).getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/\/today\?task=/);
  forgiveFailedRequests(complaints);
});

test(
  "a session that has ended is resumed by the same person, and nothing is lost",
  once,
  async ({ page, account, complaints }) => {
    await addTasks(page, ["one"]);
    await openView(page, "/today");
    await endSession(page);
    const dialog = page.getByRole("dialog", { name: "Sign in again" });
    await expect(dialog.getByLabel("Password", { exact: true })).toBeFocused();
    await expect(dialog.getByLabel("E-mail")).toHaveValue(account.email);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Not now" }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole("checkbox", { name: "one" }).click();
    await expect(status(page)).toContainText("Your session has ended. 1 change waits on this device");
    await status(page).getByRole("button", { name: "Sign in" }).click();
    await dialog.getByLabel("Password", { exact: true }).fill("wrong password");
    await page.keyboard.press("Enter");
    await expect(dialog.getByText("E-mail or password is wrong")).toBeVisible();
    await page.unroute("**/api/tasks/**");
    await dialog.getByLabel("Password", { exact: true }).fill(account.password);
    const sent = page.waitForResponse((answer) => answer.request().method() === "PATCH" && answer.ok());
    await page.keyboard.press("Enter");
    await sent;
    await expect(dialog).toBeHidden();
    await expect(status(page)).toHaveCount(0);
    forgiveFailedRequests(complaints);
  },
);

test("another person who signs in gets a copy of their own", once, async ({ page, account, complaints }) => {
  const other = { ...account, name: "Grace Hopper", email: `${crypto.randomUUID()}@example.com` };
  await addTasks(page, ["Ada's own"]);
  await openView(page, "/today");
  await endSession(page);
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await expect(dialog).toBeVisible();
  const request = page.context().request;
  expect((await request.post("/api/auth/sign-up/email", { data: other })).ok()).toBe(true);
  await page.context().clearCookies({ name: /session/ });
  await page.unroute("**/api/tasks/**");
  await dialog.getByLabel("E-mail").fill(other.email);
  await dialog.getByLabel("Password", { exact: true }).fill(other.password);
  const loaded = page.waitForEvent("load");
  await page.keyboard.press("Enter");
  await loaded;
  await page.goto("/settings");
  await expect(page.locator("main").getByText(other.name)).toBeVisible();
  await page.goto("/inbox");
  await expect(page.getByText("Ada's own")).toHaveCount(0);
  forgiveFailedRequests(complaints);
});

const signOut = (page: Page) => page.locator("main").getByRole("button", { name: "Sign out" }).click();

test("signing out leaves nothing on the device, in any tab", once, async ({ page, context }) => {
  await addTasks(page, ["one"]);
  const other = await context.newPage();
  await openView(other, "/today");
  await other.keyboard.press("q");
  await expect(other.getByRole("dialog").getByRole("textbox", { name: "New task" })).toBeFocused();
  await other.keyboard.type("Half a thought");
  await openView(other, "/today");
  await openView(page, "/settings");
  expect(await page.evaluate(() => Object.values(localStorage).join())).toContain("Half a thought");
  expect(await page.evaluate(() => localStorage.getItem("tend-user"))).toContain("Ada");
  await signOut(page);
  await expect(page).toHaveURL(/\/$/);
  const readStored = async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    stored: { ...localStorage, ...sessionStorage },
  });
  expect(await page.evaluate(readStored)).toEqual({ databases: [], stored: {} });
  await expect(heading(other, "You signed out in another tab")).toBeVisible();
  await expect(other.getByText("one", { exact: true })).toHaveCount(0);
  await expectAccessible(other);
  await other.getByRole("link", { name: "Sign in" }).click();
  await expect(other).toHaveURL(/\/sign-in/);
  expect(await other.evaluate(readStored)).toEqual({ databases: [], stored: {} });
});

test(
  "signing out with changes that wait asks, and without the server does nothing",
  once,
  async ({ page, context, complaints }) => {
    await addTasks(page, ["one", "two"]);
    await openView(page, "/today");
    await context.setOffline(true);
    await page.getByRole("checkbox", { name: "one" }).click();
    await page.evaluate(() => {
      history.pushState(null, "", "/settings");
      dispatchEvent(new Event("tend:moved"));
    });
    await signOut(page);
    const dialog = page.getByRole("dialog", { name: "Sign out" });
    await expect(dialog).toContainText("1 change hasn't reached the server. Sign out and lose it?");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Wait" }).click();
    await expect(dialog).toBeHidden();
    await signOut(page);
    await dialog.getByRole("button", { name: "Sign out" }).click();
    await expect(dialog).toContainText("The server can't be reached, so you are still signed in");
    await dialog.getByRole("button", { name: "Stay signed in" }).click();
    const sent = page.waitForResponse((answer) => answer.request().method() === "PATCH" && answer.ok());
    await context.setOffline(false);
    await sent;
    await expect(status(page)).toHaveCount(0);
    await signOut(page);
    await expect(page).toHaveURL(/\/$/);
    forgiveFailedRequests(complaints);
  },
);

test("the theme that is chosen is the one that is seen, whatever the system's is", once, async ({ page, context }) => {
  for (const system of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: system });
    await page.goto("/settings");
    for (const [name, scheme] of [
      ["Dark", "dark"],
      ["Light", "light"],
      ["System", system],
    ] as const) {
      await page.getByRole("radio", { name, exact: true }).check({ force: true });
      const read = () =>
        page.evaluate(() => {
          const probe = document.body.appendChild(document.createElement("i"));
          probe.style.color = "light-dark(rgb(1 1 1), rgb(2 2 2))";
          const { color } = getComputedStyle(probe);
          probe.remove();
          return color;
        });
      await expect.poll(read).toBe(scheme === "light" ? "rgb(1, 1, 1)" : "rgb(2, 2, 2)");
      // A browser keeps a cookie a moment after a page has set it.
      const kept = async () => (await context.cookies()).find((cookie) => cookie.name === "theme")?.value;
      await expect.poll(kept).toBe(name.toLowerCase());
      await page.reload();
      await expect.poll(read).toBe(scheme === "light" ? "rgb(1, 1, 1)" : "rgb(2, 2, 2)");
    }
  }
});

test("another view begins at its top, and going back is where one was", async ({ page }) => {
  const { token } = await (await page.request.get("/api/auth/token")).json();
  const operations = Array.from({ length: 60 }, (_, index) => ({ op: "create", task: { title: `Task ${index}` } }));
  await page.request.post("/api/tasks/batch", { headers: { authorization: `Bearer ${token}` }, data: { operations } });
  await page.goto("/inbox");
  await expect(page.locator("[data-task-id]")).toHaveCount(60);
  await page.evaluate(() => scrollTo(0, 600));
  await page
    .getByRole("link", { name: /^Upcoming/ })
    .first()
    .click();
  await expect(page).toHaveURL(/upcoming/);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
  await page.goBack();
  await expect(page).toHaveURL(/inbox/);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(300);
});
