import type { Page } from "@playwright/test";
import { expect, expectAccessible, forgiveFailedRequests, once, test } from "./fixtures";
import { startProxy } from "./proxy";
import { openApi, rowOf } from "./tasks";

test.use({ serviceWorkers: "allow" });

/** Waits until the worker has kept what a start needs. */
const waitForWorker = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
  });

/** Opens the app with one task and waits until the device has it. */
async function openApp(page: Page, title: string, origin = ""): Promise<void> {
  await (await openApi(page)).create({ title });
  await page.goto(`${origin}/inbox`);
  await expect(page.getByText(title).first()).toBeVisible();
  await expect.poll(() => isStored(page, title)).toBe(true);
  await waitForWorker(page);
}

const isStored = (page: Page, title: string) =>
  page.evaluate(async (title) => {
    const name = (await indexedDB.databases()).map(({ name = "" }) => name).find((name) => name.startsWith("tend-"));
    if (name === undefined) return false;
    const read = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await read(indexedDB.open(name));
    const stores = [...database.objectStoreNames];
    const rows = await Promise.all(
      stores.map((store) => read(database.transaction(store).objectStore(store).getAll())),
    );
    database.close();
    return JSON.stringify(rows).includes(title);
  }, title);

/** Everything that the caches hold, as paths and texts. */
const readCaches = (page: Page) =>
  page.evaluate(async () => {
    const entries: { path: string; text: string }[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const text = (await (await cache.match(request))?.text()) ?? "";
        entries.push({ path: new URL(request.url).pathname, text });
      }
    }
    return entries;
  });

test("without a network the app opens at the address that was asked for, with this device's tasks", async ({
  page,
  context,
  account: _,
}) => {
  await openApp(page, "Water the plants");
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText("Water the plants").first()).toBeVisible();
  expect(new URL(page.url()).pathname).toBe("/inbox");
  await page.goto("/upcoming?sort=due");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/upcoming/i);
  expect(new URL(page.url()).search).toBe("?sort=due");
  await page
    .getByRole("link", { name: /^inbox/i })
    .first()
    .click();
  await expect(page.getByText("Water the plants").first()).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/upcoming/i);
  await context.setOffline(false);
  await page.goto("/inbox");
  await expect(page.getByText("Water the plants").first()).toBeVisible();
});

test("what is done without a network outlives a reload, and is sent when the network is back", async ({
  page,
  context,
  complaints,
  account: _,
}) => {
  const api = await openApi(page);
  await openApp(page, "Water the plants");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Add task" }).filter({ visible: true }).first().click();
  await page.getByRole("textbox", { name: "New task" }).filter({ visible: true }).fill("Written in a tunnel");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(rowOf(page, "Written in a tunnel")).toBeVisible();
  await page.getByRole("checkbox", { name: "Water the plants" }).click();
  await expect(rowOf(page, "Water the plants")).toHaveCount(0);
  await page.reload();
  await expect(rowOf(page, "Written in a tunnel")).toBeVisible();
  await expect(rowOf(page, "Water the plants")).toHaveCount(0);
  await context.setOffline(false);
  await expect
    .poll(async () => (await api.list()).map(({ title, completed }) => [title, completed]))
    .toEqual([
      ["Water the plants", true],
      ["Written in a tunnel", false],
    ]);
  forgiveFailedRequests(complaints);
});

test(
  "the shell's policy belongs to its HTML: all its scripts run, none of them reported",
  once,
  async ({ page, context, complaints, account: _ }) => {
    await openApp(page, "Water the plants");
    const fresh = (await page.goto("/inbox"))?.headers()["content-security-policy"];
    await context.setOffline(true);
    const answer = await page.goto("/inbox");
    const policy = answer?.headers()["content-security-policy"] ?? "";
    const nonce = /'nonce-([^']+)' 'strict-dynamic'/.exec(policy)?.[1] ?? "";
    expect(answer?.fromServiceWorker()).toBe(true);
    expect(policy.replaceAll(nonce, "")).toBe(fresh?.replaceAll(/nonce-[^']+/g, "nonce-"));
    const html = (await answer?.text()) ?? "";
    const nonces = [...html.matchAll(/<script\b[^>]*\bnonce="([^"]*)"/g)].map(([, value]) => value);
    expect(new Set(nonces)).toEqual(new Set([nonce]));
    await expect(page.getByText("Water the plants").first()).toBeVisible();
    forgiveFailedRequests(complaints);
  },
);

test("no cache holds a task, a name or an answer of the API", once, async ({ page, account }) => {
  const title = `Task ${crypto.randomUUID()}`;
  await openApp(page, title);
  for (const path of ["/today", "/inbox", "/search?q=task", "/"]) await page.goto(path);
  const entries = await readCaches(page);
  const paths = entries.map(({ path }) => path);
  expect(paths).toContain("/shell");
  expect(paths.filter((path) => !/^\/(?:_next\/static\/.+|shell|icon\.svg)$/.test(path))).toEqual([]);
  const personal = [title, account.name, account.email];
  const leaks = entries.filter(({ text }) => personal.some((words) => text.includes(words)));
  expect(leaks.map(({ path }) => path)).toEqual([]);
});

test(
  "where nobody has signed in, a start without a network says so, and Try again goes on",
  once,
  async ({ page, context }) => {
    await page.goto("/");
    await page.evaluate(() => navigator.serviceWorker.register("/sw.js").then(() => undefined));
    await waitForWorker(page);
    await context.setOffline(true);
    await page.goto("/sign-in");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are offline");
    await expectAccessible(page);
    await context.setOffline(false);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByLabel("E-mail")).toBeVisible();
  },
);

for (const [mood, minMs] of [
  ["failing", 0],
  ["silent", 2_900],
] as const) {
  test(
    `a ${mood} server does not keep the app from opening`,
    once,
    async ({ page, baseURL, account: _, complaints }) => {
      const proxy = await startProxy(baseURL ?? "");
      await openApp(page, "Water the plants", proxy.origin);
      proxy.mood = mood;
      const startedAt = Date.now();
      const answer = await page.goto(`${proxy.origin}/inbox`);
      expect(await answer?.text()).not.toContain("Water the plants");
      await expect(page.getByText("Water the plants").first()).toBeVisible();
      expect(Date.now() - startedAt).toBeGreaterThanOrEqual(minMs);
      proxy.close();
      // The browser tells of each request that came to nothing.
      forgiveFailedRequests(complaints);
    },
  );
}

test(
  "a newer worker waits until it is let, and then the page is reloaded with it",
  once,
  async ({ page, account: _ }) => {
    await openApp(page, "Water the plants");
    // To the browser another address is another version.
    await page.evaluate(() => navigator.serviceWorker.register("/sw.js?newer").then(() => undefined));
    await expect(page.getByText("A new version is ready").first()).toBeAttached();
    const reloaded = page.waitForEvent("load");
    await page.getByRole("button", { name: "Reload" }).click();
    await reloaded;
    const active = () =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.scriptURL ?? "");
    await expect.poll(active, { timeout: 15_000 }).toMatch(/\/sw\.js\?newer$/);
  },
);

test("a browser can install it: the manifest is sound and its icons are what they say", async ({ page, request }) => {
  await page.goto("/");
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
  const { icons, shortcuts, start_url } = await (await request.get("/manifest.webmanifest")).json();
  for (const { src, sizes } of icons) {
    const png = await (await request.get(src)).body();
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes);
  }
  expect([start_url, ...shortcuts.map(({ url }: { url: string }) => url)]).toEqual([
    "/today",
    "/today?add=1",
    "/today",
    "/inbox",
  ]);
});

test("the installed app's shortcut opens quick add, once", async ({ page, account: _ }) => {
  await (await openApi(page)).create({ title: "Water the plants" });
  await page.goto("/today?add=1");
  await expect(page.getByRole("textbox", { name: "New task" }).filter({ visible: true })).toBeFocused();
  await expect(page).toHaveURL(/\/today$/);
});
