import type { Page } from "@playwright/test";
import type { Task } from "@/lib/contract/task";
import { expect, expectAccessible, test } from "./fixtures";

const row = (page: Page, title: string) => page.getByRole("listitem").filter({ hasText: title });
const check = (page: Page, title: string) => page.getByRole("checkbox", { name: `Complete “${title}”` });

async function addTask(page: Page, title: string) {
  await page.getByRole("textbox", { name: "Title" }).fill(title);
  await page.getByRole("textbox", { name: "Title" }).press("Enter");
  await expect(row(page, title)).toBeVisible();
}

/** What the server has, asked with the person's own session. */
async function readTasks(page: Page): Promise<Task[]> {
  const { token } = await (await page.request.get("/api/auth/token")).json();
  const answer = await page.request.get("/api/tasks?limit=200", { headers: { authorization: `Bearer ${token}` } });
  return (await answer.json()).items;
}

async function patchTask(page: Page, id: string, data: object) {
  const { token } = await (await page.request.get("/api/auth/token")).json();
  const answer = await page.request.patch(`/api/tasks/${id}`, { headers: { authorization: `Bearer ${token}` }, data });
  expect(answer.status()).toBe(200);
}

test.beforeEach(async ({ page, account }) => {
  expect(account.email).toBeTruthy();
  await page.goto("/tasks");
});

test("a task is added, edited, completed, and is still so after a reload", async ({ page }) => {
  await addTask(page, "Pay rent");
  await page.getByRole("button", { name: "Edit “Pay rent”" }).click({ force: true });
  const editor = row(page, "").getByRole("form").or(page.locator("li form"));
  await editor.getByLabel("Title").fill("Pay the rent");
  await editor.getByLabel("Description").fill("To the new account");
  await editor.getByLabel("Due date").fill("2026-12-01");
  await editor.getByLabel("Priority").selectOption("high");
  await editor.getByRole("button", { name: "Save" }).click();
  await check(page, "Pay the rent").check();
  await expect
    .poll(async () =>
      (await readTasks(page)).map(({ title, description, dueDate, priority, completed }) => ({
        title,
        description,
        dueDate,
        priority,
        completed,
      })),
    )
    .toEqual([
      {
        title: "Pay the rent",
        description: "To the new account",
        dueDate: "2026-12-01",
        priority: "high",
        completed: true,
      },
    ]);
  await page.reload();
  await expect(page.getByRole("checkbox", { name: "Complete “Pay the rent”, high priority" })).toBeChecked();
});

test("a task goes to the trash, comes back, and goes for good only when asked twice", async ({ page }) => {
  await addTask(page, "Old");
  await page.getByRole("button", { name: "Delete “Old”" }).click({ force: true });
  await expect(row(page, "Old")).toHaveCount(0);
  await page.getByRole("link", { name: "Trash" }).click();
  await page.getByRole("button", { name: "Restore “Old”" }).click();
  await expect(row(page, "Old")).toHaveCount(0);
  await page.getByRole("link", { name: "All" }).click();
  await page.getByRole("button", { name: "Delete “Old”" }).click({ force: true });
  await page.getByRole("link", { name: "Trash" }).click();
  await page.getByRole("button", { name: "Delete for good “Old”" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await expect(row(page, "Old")).toBeVisible();
  await page.getByRole("button", { name: "Delete for good “Old”" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Delete/ })
    .click();
  await expect(row(page, "Old")).toHaveCount(0);
  await page.reload();
  await expect(row(page, "Old")).toHaveCount(0);
});

test("views and words are in the address, and work from it", async ({ page }) => {
  for (const title of ["Buy crème fraîche", "Call Bob", "100% done"]) await addTask(page, title);
  await check(page, "Call Bob").check();
  await page.getByRole("link", { name: "Pending" }).click();
  await expect(page).toHaveURL(/status=pending/);
  await expect(page.getByRole("listitem").filter({ has: page.getByRole("checkbox") })).toHaveCount(2);
  await page.getByRole("searchbox", { name: "Search tasks" }).fill("CREME");
  await page.getByRole("searchbox", { name: "Search tasks" }).press("Enter");
  await expect(page).toHaveURL(/q=CREME/);
  await expect(row(page, "crème")).toBeVisible();
  await expect(row(page, "100%")).toHaveCount(0);
  await page.reload();
  await expect(row(page, "crème")).toBeVisible();
  await page.goto("/tasks?q=100%25");
  await expect(row(page, "100% done")).toBeVisible();
  await expect(row(page, "crème")).toHaveCount(0);
  await page.goBack();
  await expect(row(page, "crème")).toBeVisible();
});

test("what somebody else changed meanwhile is not overwritten, and nothing that was typed is lost", async ({
  page,
  complaints,
}) => {
  await addTask(page, "Shared");
  await expect.poll(async () => (await readTasks(page)).length).toBe(1);
  const [task] = await readTasks(page);
  await page.getByRole("button", { name: "Edit “Shared”" }).click({ force: true });
  await patchTask(page, task?.id ?? "", { title: "Shared by another" });
  const editor = page.locator("li form");
  await editor.getByLabel("Title").fill("Shared by me");
  await editor.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("listitem").getByText("Changed elsewhere")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Shared by me" })).toBeVisible();
  expect((await readTasks(page)).map(({ title }) => title)).toEqual(["Shared by another"]);
  await page.getByRole("button", { name: "Reload this task" }).click();
  await expect(editor.getByLabel("Title")).toHaveValue("Shared by me");
  await editor.getByRole("button", { name: "Save" }).click();
  await expect.poll(async () => (await readTasks(page)).map(({ title }) => title)).toEqual(["Shared by me"]);
  // The browser says 412 of the refused one.
  complaints.length = 0;
});

test("a change that could not be sent says so, and is sent again", async ({ page, context, complaints }) => {
  await addTask(page, "Offline");
  await expect.poll(async () => (await readTasks(page)).length).toBe(1);
  await context.setOffline(true);
  await check(page, "Offline").click();
  await expect(page.getByRole("button", { name: "Retry" })).toBeVisible();
  await context.setOffline(false);
  await page.getByRole("button", { name: "Retry" }).click();
  await expect.poll(async () => (await readTasks(page))[0]?.completed).toBe(true);
  complaints.length = 0;
});

test("a long list comes page by page", async ({ page }) => {
  const { token } = await (await page.request.get("/api/auth/token")).json();
  for (const part of [0, 1]) {
    const operations = Array.from({ length: 60 }, (_, index) => ({
      op: "create",
      task: { title: `Task ${part}-${index}` },
    }));
    const answer = await page.request.post("/api/tasks/batch", {
      headers: { authorization: `Bearer ${token}` },
      data: { operations },
    });
    expect(answer.status()).toBe(200);
  }
  await page.reload();
  await expect(page.getByRole("checkbox")).toHaveCount(50);
  while (await page.getByRole("button", { name: "Load more" }).isVisible()) {
    const before = await page.getByRole("checkbox").count();
    await page.getByRole("button", { name: "Load more" }).click();
    await expect.poll(() => page.getByRole("checkbox").count()).toBeGreaterThan(before);
  }
  await expect(page.getByRole("checkbox")).toHaveCount(120);
});

test("everything is done by keyboard alone", async ({ page }) => {
  await page.getByRole("textbox", { name: "Title" }).focus();
  await page.keyboard.type("By keys");
  await page.keyboard.press("Enter");
  await expect(row(page, "By keys")).toBeVisible();
  await check(page, "By keys").focus();
  await page.keyboard.press("Space");
  await expect(check(page, "By keys")).toBeChecked();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Edit “By keys”" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(row(page, "By keys")).toHaveCount(0);
});

test("the list is there before any code runs, safe from its own text, and axe finds nothing", async ({
  page,
  browser,
  context,
}) => {
  const nasty = '<img src=x onerror="alert(1)"> & </script><script>alert(2)</script>';
  await addTask(page, nasty);
  await addTask(page, "x".repeat(200));
  await expect.poll(async () => (await readTasks(page)).length).toBe(2);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await expectAccessible(page);
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await context.storageState(),
    baseURL: new URL(page.url()).origin,
  });
  const still = await plain.newPage();
  await still.goto("/tasks");
  await expect(still.getByText(nasty)).toBeVisible();
  await plain.close();
});
