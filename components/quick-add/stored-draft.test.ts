import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { emptyDraft } from "./draft";

/** What a browser stores for all its tabs. Its keys are its properties. */
function createStorage(): Storage {
  const storage: Record<string, string> = {};
  const methods = {
    getItem: (key: string) => storage[key] ?? null,
    setItem(key: string, value: string) {
      storage[key] = value;
    },
    removeItem(key: string) {
      delete storage[key];
    },
    clear() {
      for (const key of Object.keys(storage)) delete storage[key];
    },
  };
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(storage, name, { value, writable: true });
  return storage as unknown as Storage; // what the code under test calls
}

beforeEach(() => vi.stubGlobal("localStorage", createStorage()));
afterEach(() => vi.unstubAllGlobals());

const signIn = (id: string) =>
  localStorage.setItem("tend-user", JSON.stringify({ id, name: "Ada", email: `${id}@example.com` }));
const listStored = () => Object.keys(localStorage).filter((key) => key !== "tend-user");

/** A page that was just loaded, and that fields are opened in. */
async function loadPage(owner = "ada") {
  const window = new EventTarget();
  vi.resetModules();
  const { forgetTyped, holdTyped, makeTypedKey } = await import("@/components/app/typed-text");
  const { draftField, findDraft, leaveDraft } = await import("./draft");
  const inWindow = <T>(run: () => T): T => {
    vi.stubGlobal("window", window);
    return run();
  };
  return {
    /** Opens a field, types into it if there is something to type, and says what stood there. */
    open: (text?: string) =>
      inWindow(() => {
        const found = findDraft(owner);
        if (found) forgetTyped(found.key);
        const draft = text === undefined ? (found?.draft ?? emptyDraft) : { ...emptyDraft, text };
        const close = holdTyped(owner, makeTypedKey(owner, draftField), () => leaveDraft(draft));
        return { had: found?.draft.text, close: () => inWindow(close) };
      }),
    leave: () => inWindow(() => window.dispatchEvent(new Event("pagehide"))),
    comeBack: () => inWindow(() => window.dispatchEvent(new Event("pageshow"))),
  };
}

test("what is left in fields that close comes back, the last first, each once", async () => {
  signIn("ada");
  const page = await loadPage();
  for (const field of ["one", "two", " \n"].map((text) => page.open(text))) field.close();
  expect([page.open().had, page.open().had, page.open().had]).toEqual(["two", "one", undefined]);
});

test("what stands in a field that closed, or that is open, outlives reloads until a field takes it", async () => {
  signIn("ada");
  const page = await loadPage();
  page.open("Half a thought").close();
  expect(page.open("Pay rent").had).toBe("Half a thought");
  page.leave();
  // Nobody opens a field in this one.
  (await loadPage()).leave();
  const last = await loadPage();
  expect(last.open().had).toBe("Pay rent");
  expect(last.open().had).toBeUndefined();
});

test("no tab overwrites what another has left", async () => {
  signIn("ada");
  const [one, other] = [await loadPage(), await loadPage()];
  one.open("one");
  other.open("other");
  one.leave();
  other.leave();
  const later = await loadPage();
  expect([later.open().had, later.open().had].sort()).toEqual(["one", "other"]);
});

test("a page that comes back from the browser's cache holds its text itself", async () => {
  signIn("ada");
  const page = await loadPage();
  page.open("Pay rent");
  page.leave();
  page.comeBack();
  expect(listStored()).toEqual([]);
});

test("it is the person's own, whoever else signs in on the device", async () => {
  signIn("ada");
  (await loadPage()).open("Pay rent").close();
  signIn("eve");
  expect((await loadPage("eve")).open().had).toBeUndefined();
  signIn("ada");
  expect((await loadPage()).open().had).toBe("Pay rent");
});

test("signing out clears it for all tabs, and no tab stores any of it again", async () => {
  signIn("ada");
  const [one, other] = [await loadPage(), await loadPage()];
  one.open("one").close();
  other.open("other").close();
  one.open("open");
  const field = other.open("still open");
  localStorage.clear();
  one.leave();
  field.close();
  expect(Object.keys(localStorage)).toEqual([]);
});

test("where nothing can be stored, it lives as long as the page", async () => {
  signIn("ada");
  localStorage.setItem = () => {
    throw new DOMException("", "QuotaExceededError");
  };
  const page = await loadPage();
  page.open("Pay rent").close();
  expect(page.open().had).toBe("Pay rent");
  expect((await loadPage()).open().had).toBeUndefined();
});
