import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { emptyDraft } from "./draft";

function createStorage() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
    items,
  };
}

let session: ReturnType<typeof createStorage>;

beforeEach(() => {
  session = createStorage();
  vi.stubGlobal("sessionStorage", session);
  vi.stubGlobal("localStorage", createStorage());
});
afterEach(() => vi.unstubAllGlobals());

const signIn = (id: string) =>
  localStorage.setItem("tend-user", JSON.stringify({ id, name: "Ada", email: `${id}@example.com` }));

/** The module as it is in a page that was just loaded. */
async function loadPage() {
  vi.resetModules();
  return import("./draft");
}

test("what stands in a field outlives a reload of the same person, once", async () => {
  signIn("ada");
  (await loadPage()).storeDraft({ ...emptyDraft, text: "Pay rent" });
  expect((await loadPage()).peekDraft()?.text).toBe("Pay rent");
  expect((await loadPage()).peekDraft()).toBeUndefined();
});

test("it is never the next person's, and is forgotten", async () => {
  signIn("ada");
  (await loadPage()).storeDraft({ ...emptyDraft, text: "Pay rent" });
  signIn("eve");
  expect((await loadPage()).peekDraft()).toBeUndefined();
  expect(session.items.size).toBe(0);
});

test("on a device that is nobody's, nothing is stored", async () => {
  (await loadPage()).storeDraft({ ...emptyDraft, text: "Pay rent" });
  expect(session.items.size).toBe(0);
});
