import { expect, expectAccessible, forgiveFailedRequests, newAccount, once, test } from "./fixtures";

test("someone signs up, signs out and signs in again", async ({ page }) => {
  const account = newAccount();
  await page.goto("/");
  await page.getByRole("link", { name: "Sign up" }).first().click();
  await page.getByLabel("Name").fill(account.name);
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page).toHaveURL(/\/today$/);
  await page.goto("/settings");
  await expect(page.getByRole("main").getByText(account.name)).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/$/);
  await page.goto("/inbox?sort=title");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/inbox\?sort=title$/);
});

test(
  "an unknown e-mail and a wrong password are told the same",
  once,
  async ({ page, context, account, complaints }) => {
    await context.clearCookies();
    const said: (string | null)[] = [];
    for (const email of [account.email, "nobody@example.com"]) {
      await page.goto("/sign-in");
      await page.getByLabel("E-mail").fill(email);
      await page.getByLabel("Password", { exact: true }).fill("not the password");
      await page.getByRole("button", { name: "Sign in" }).click();
      const field = page.getByLabel("Password", { exact: true });
      await expect(field).toHaveAttribute("aria-invalid", "true");
      await expect(field).toBeFocused();
      await expect(page.getByLabel("E-mail")).toHaveValue(email);
      said.push(await page.locator(`#${await field.getAttribute("aria-describedby")}`).textContent());
    }
    expect(said).toEqual(["E-mail or password is wrong", "E-mail or password is wrong"]);
    // The browser says 401 of each try.
    forgiveFailedRequests(complaints);
  },
);

test("errors are on their fields, and the first of them has the focus", async ({ page }) => {
  await page.goto("/sign-up");
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByLabel("Name")).toBeFocused();
  for (const label of ["Name", "E-mail", "Password"]) {
    await expect(page.getByLabel(label, { exact: true })).toHaveAttribute("aria-invalid", "true");
  }
  await expectAccessible(page);
});

test("a password that is tried first is refused at its field, with the reason", once, async ({ page, complaints }) => {
  const account = newAccount();
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill(account.name);
  await page.getByLabel("E-mail").fill(account.email);
  const field = page.getByLabel("Password", { exact: true });
  await field.fill("password");
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByText("one of the passwords that are tried first")).toBeVisible();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toBeFocused();
  await field.fill(account.password);
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page).toHaveURL(/\/today$/);
  forgiveFailedRequests(complaints);
});

test("too many tries are counted down", once, async ({ page, complaints }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("nobody@example.com");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  const button = page.locator("button[type=submit]");
  for (let tries = 0; tries < 4; tries++) {
    await expect(button).toHaveText("Sign in");
    const answer = page.waitForResponse("**/api/auth/sign-in/email");
    await button.click();
    await answer;
  }
  await expect(button).toHaveText(/Try again in \d+ s/);
  await expect(page.getByRole("alert").filter({ hasText: "Too many tries" })).toBeVisible();
  forgiveFailedRequests(complaints);
});

test(
  "someone who is signed in is not asked again, and an expired cookie does not loop",
  once,
  async ({ page, account, context, baseURL }) => {
    expect(account.email).toBeTruthy();
    await page.goto("/sign-in");
    await expect(page).toHaveURL(/\/today$/);
    // An open app would hear of it first, and say so.
    await page.goto("about:blank");
    await context.clearCookies();
    await context.addCookies([{ name: "better-auth.session_token", value: "old.signature", url: baseURL ?? "" }]);
    await page.goto("/today");
    await expect(page).toHaveURL(/\/sign-in/);
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  },
);

test("`next` leads to pages of ours alone", once, async ({ page, account }) => {
  expect(account.email).toBeTruthy();
  for (const next of ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]) {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await expect(page).toHaveURL(/localhost:\d+\/today$/);
  }
});

test.describe("without a worker between the page and the server", once, () => {
  test.use({ serviceWorkers: "block" });

  test("a device that another person signs in on is not the last one's any more", async ({
    page,
    account,
    context,
    complaints,
  }) => {
    await page.goto("/today");
    const readUser = () => page.evaluate(() => localStorage.getItem("tend-user"));
    await expect.poll(readUser).toContain(account.email);
    await page.goto("about:blank");
    await context.clearCookies();
    const other = newAccount();
    expect((await page.request.post("/api/auth/sign-up/email", { data: other })).status()).toBe(200);
    await context.clearCookies();
    await page.goto("/sign-in");
    // The page that comes next is too slow to say whose it is.
    await page.route("**/today", (route) => route.fulfill({ contentType: "text/html", body: "<title>Tend</title>" }));
    await page.getByLabel("E-mail").fill(other.email);
    await page.getByLabel("Password", { exact: true }).fill(other.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/today");
    await expect.poll(readUser).toBeNull();
    forgiveFailedRequests(complaints);
  });
});
