import { AxeBuilder } from "@axe-core/playwright";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";

export { expect };

let count = 0;

/** A client address that no other test has, so that the limits stay on and nobody meets another's. */
function newAddress(): string {
  count++;
  return `10.${100 + Number(process.env.TEST_PARALLEL_INDEX ?? 0)}.${(process.pid + count) % 250}.${count % 250}`;
}

export type Account = { name: string; email: string; password: string };

export const newAccount = (): Account => ({
  name: "Ada Lovelace",
  email: `${crypto.randomUUID()}@example.com`,
  password: "correct horse battery",
});

/** The details of a test of what does not depend on the size of a screen: no phone runs it again. */
export const once = { tag: "@once" };

type Fixtures = {
  /** What the browser complained about, CSP violations included. A test that expects some forgives them. */
  complaints: string[];
  /** Someone who is signed in, in this context. */
  account: Account;
};

export const test = base.extend<Fixtures>({
  extraHTTPHeaders: async ({ baseURL: _ }, provide) => provide({ "x-forwarded-for": newAddress() }),
  complaints: [
    async ({ context }, provide) => {
      const complaints: string[] = [];
      listen(context, complaints);
      await provide(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  account: async ({ page }, provide) => {
    const account = newAccount();
    const answer = await page.request.post("/api/auth/sign-up/email", { data: account });
    expect(answer.status()).toBe(200);
    await provide(account);
  },
});

function listen(context: BrowserContext, complaints: string[]) {
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
}

/** Forgives what a browser says of requests that failed, or that a test kept from it, and nothing else. */
export function forgiveFailedRequests(complaints: string[]): void {
  const others = complaints.filter(
    (text) => !/Failed to load resource|net::ERR_|Failed to fetch|blocked by Playwright/.test(text),
  );
  complaints.splice(0, complaints.length, ...others);
}

/** Asserts that axe finds nothing on the page as it is, in both themes. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => [colorScheme, id, nodes.map(({ html }) => html)])).toEqual([]);
  }
}
