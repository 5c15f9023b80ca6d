import { gzipSync } from "node:zlib";
import { expect, expectAccessible, once, test } from "./fixtures";

test("the landing page says what Tend is and leads everywhere, and axe finds nothing in either theme", async ({
  page,
}) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A calm place for what you have to do");
  await expectAccessible(page);
  const main = page.getByRole("main");
  for (const [name, href] of [
    ["Sign up", "/sign-up"],
    ["Sign in", "/sign-in"],
    ["Read the API reference", "/docs"],
    ["OpenAPI", "/api/openapi.json"],
  ] as const) {
    await expect(main.getByRole("link", { name, exact: true }).first()).toHaveAttribute("href", href);
    expect((await page.request.get(href)).status()).toBe(200);
  }
  await expect(main.getByText("npm ci && npm start")).toBeVisible();
});

test("whoever has a session is led to their tasks instead", once, async ({ page, account: _ }) => {
  await page.goto("/");
  const main = page.getByRole("main");
  await expect(main.getByRole("link", { name: "Sign up" })).toHaveCount(0);
  await main.getByRole("link", { name: "Open Tend" }).first().click();
  await expect(page).toHaveURL(/\/today$/);
});

test("the picture is of the reader's theme, and the page does not move when it comes", async ({ page, context }) => {
  const picture = page.getByRole("img", { name: /^Today in Tend/ });
  const source = () => picture.evaluate((image) => (image instanceof HTMLImageElement ? image.currentSrc : ""));
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto("/");
    await expect(picture).toBeVisible();
    expect(await source()).toMatch(new RegExp(`/landing/today-(?:phone-)?${colorScheme}\\.webp$`));
    const [drawn, shown] = await picture.evaluate((image) => {
      if (!(image instanceof HTMLImageElement)) throw new Error("no image");
      return [image.naturalWidth / image.naturalHeight, image.width / image.height];
    });
    expect(shown).toBeCloseTo(drawn ?? 0, 1);
  }
  await context.addCookies([{ name: "theme", value: "light", url: page.url() }]);
  await page.goto("/");
  expect(await source()).toMatch(/-light\.webp$/);
  const shift = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += Number(Reflect.get(entry, "value"));
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 500);
      }),
  );
  expect(shift).toBe(0);
});

test("its scripts are at most 140 KB", once, async ({ page, request }) => {
  const html = await (await request.get("/")).text();
  const sources = [...html.matchAll(/<script\b(?![^>]*nomodule)[^>]*\bsrc="([^"]+)"/gi)].map(
    ([, source = ""]) => source,
  );
  const sizes = await Promise.all(
    sources.map(async (source) => gzipSync(await (await page.request.get(source)).body(), { level: 9 }).length),
  );
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(140_000);
});
