import { expect, expectAccessible, forgiveFailedRequests, once, test } from "./fixtures";

const pages = ["/", "/sign-in", "/sign-up", "/docs/errors", "/docs"];

for (const path of pages) {
  test(`${path} loads without a complaint, and axe finds nothing in either theme`, async ({ page }) => {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(200);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
  });

  test(`${path} does not scroll sideways at 320 pixels`, once, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(320);
  });
}

test("a page that is not there says so", async ({ page, complaints }) => {
  const answer = await page.goto("/nowhere");
  expect(answer?.status()).toBe(404);
  await expectAccessible(page);
  forgiveFailedRequests(complaints);
});

test("every page has a strict policy with a nonce of its own", once, async ({ request }) => {
  const nonces = new Set<string>();
  for (const path of [...pages, "/nowhere", "/shell"]) {
    const headers = (await request.get(path)).headers();
    const policy = headers["content-security-policy"] ?? "";
    const nonce = /script-src 'self' 'nonce-([^']+)' 'strict-dynamic'/.exec(policy)?.[1] ?? "";
    expect(policy).toBe(
      `default-src 'self'; script-src 'self' 'nonce-${nonce}' 'strict-dynamic'; style-src-elem 'self' 'nonce-${nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; worker-src 'self'`,
    );
    nonces.add(nonce);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("strict-origin-when-cross-origin");
    expect(headers["permissions-policy"]).toContain("camera=()");
    expect(headers["x-powered-by"]).toBeUndefined();
  }
  expect(nonces.size).toBe(pages.length + 2);
});

test("every error code is explained where its answers point to", once, async ({ page, request }) => {
  const problem = await (await request.get("/api/tasks")).json();
  await page.goto(problem.type);
  await expect(page.locator("#unauthenticated")).toBeInViewport();
});
