import { generateKeyPair } from "jose";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { authenticate } from "@/lib/api/token";
import { withinDeadline } from "@/lib/deadline";
import { forget } from "@/lib/once";
import { call, codeOf, createPerson, type Person } from "../api";
import { withFrozenDatabase, withoutDatabase } from "../outage";
import { recordStatements } from "../statements";
import { forgeToken } from "../tokens";

let person: Person;

function forgetKeys(): void {
  forget("keyring");
  forget("verified-tokens");
}

const list = (token: string) => call("GET", "/api/tasks", { token });
const forgeUnknown = (kid: string) => forgeToken(person.id, { header: { kid } });
const isAboutKeys = ({ text }: { text: string }) => /\bjwks\b/.test(text);

/** How many statements that read keys a run costs. */
async function countReads(run: () => Promise<unknown>): Promise<number> {
  return (await recordStatements(run)).statements.filter(isAboutKeys).length;
}

/** Lets so much time pass for whoever looks at the clock. */
function pass(milliseconds: number): void {
  const now = Date.now() + milliseconds;
  vi.useRealTimers();
  vi.useFakeTimers({ toFake: ["Date"], now });
}

beforeEach(async () => {
  person = await createPerson();
  await forgeUnknown("none");
  forgetKeys();
});
afterEach(() => {
  vi.useRealTimers();
  forgetKeys();
});

describe("reading the keys", () => {
  it("is one statement for a hundred first requests at once, and none for those after", async () => {
    const hundred = () => Promise.all(Array.from({ length: 100 }, () => list(person.token)));
    expect(await countReads(hundred)).toBe(1);
    expect(await countReads(hundred)).toBe(0);
    forget("verified-tokens");
    expect(await countReads(hundred)).toBe(0);
  });

  it("is at most one statement for 1,000 tokens with unknown kids", async () => {
    await list(person.token);
    pass(31_000);
    const { privateKey: key } = await generateKeyPair("EdDSA");
    const kids = Array.from({ length: 1000 }, (_, index) => `unknown ${index}`);
    const tokens = await Promise.all(kids.map((kid) => forgeToken(person.id, { header: { kid }, key })));
    const codes = new Set<string | undefined>();
    const reads = await countReads(async () => {
      // Half at once, half one after the other.
      for (const answer of await Promise.all(tokens.slice(500).map(list))) codes.add(codeOf(answer));
      for (const token of tokens.slice(0, 500)) codes.add(codeOf(await list(token)));
    });
    expect([reads, [...codes]]).toEqual([1, ["token_invalid"]]);
    pass(31_000);
    expect(await countReads(() => forgeUnknown("later").then(list))).toBe(1);
  });

  it("happens again after 10 minutes", async () => {
    await list(person.token);
    const token = await forgeToken(person.id);
    pass(10 * 60_000 - 30_000);
    expect(await countReads(() => list(token))).toBe(0);
    pass(60_000);
    forget("verified-tokens");
    expect(await countReads(() => list(token))).toBe(1);
  });
});

describe("when the keys can't be read", () => {
  it("503, never 401, for a token that may be good, again and again; 200 when they can", async () => {
    const token = await forgeToken(person.id);
    await withoutDatabase(async () => {
      for (let count = 0; count < 3; count++) expect((await list(token)).status).toBe(503);
    });
    pass(1100);
    expect((await list(token)).status).toBe(200);
  });

  it.each([
    ["can't be reached", withoutDatabase],
    ["answers nothing", withFrozenDatabase],
  ])(
    "a key that is known is believed past its 10 minutes, without waiting, while the database %s",
    async (_, outage) => {
      await list(person.token);
      const tokens = [await forgeToken(person.id), await forgeToken(person.id, { claims: { name: "Ada" } })];
      pass(11 * 60_000);
      await outage(async () => {
        for (const token of tokens) {
          const owner = authenticate(new Headers({ authorization: `Bearer ${token}` }));
          expect(await withinDeadline(owner, 1000)).toBe(person.id);
        }
      });
    },
  );

  it("503, never 401, for an unknown kid, which may be a new key's, again and again", async () => {
    await list(person.token);
    pass(31_000);
    const token = await forgeUnknown("perhaps new");
    await withoutDatabase(async () => {
      for (let count = 0; count < 3; count++) expect((await list(token)).status).toBe(503);
    });
    pass(1100);
    expect((await list(token)).status).toBe(401);
  });

  it("401 still for what is no token at all", async () => {
    await withoutDatabase(async () => {
      expect((await call("GET", "/api/tasks")).status).toBe(401);
      expect((await list("a.b.c")).status).toBe(401);
      expect((await list("nonsense")).status).toBe(401);
    });
  });
});
