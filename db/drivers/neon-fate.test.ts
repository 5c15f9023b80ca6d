import { NeonDbError, neon, neonConfig } from "@neondatabase/serverless";
import { afterAll, describe, expect, it } from "vitest";
import { findFreePort } from "@/test/tend";
import { findFate } from "./neon-fate";

const { fetchEndpoint } = neonConfig;
afterAll(() => {
  neonConfig.fetchEndpoint = fetchEndpoint;
});

describe("a request over Neon's HTTP", () => {
  // Of localhost's two addresses, neither answers.
  it.each(["127.0.0.1", "localhost", "nobody.invalid"])(
    "has reached nobody when it could not connect to %s",
    async (host) => {
      neonConfig.fetchEndpoint = `http://${host}:${await findFreePort()}/sql`;
      const sql = neon("postgresql://tend:secret@ep-a-1.us-east-1.aws.neon.tech/tend");
      const error: unknown = await sql`select 1`.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(findFate(error)).toBe("unsent");
    },
  );

  it.each(["ETIMEDOUT", "EHOSTUNREACH", "ECONNRESET"])("may be lost when its connection broke with %s", (code) => {
    const broken = Object.assign(new Error(), { code, syscall: "read" });
    const failure = Object.assign(new NeonDbError("Error connecting to database"), {
      sourceError: new TypeError("fetch failed", { cause: broken }),
    });
    expect(findFate(failure)).toBe("lost");
  });

  it("was answered when the mistake is in our own code", () => {
    expect(findFate(new TypeError("statement is undefined"))).toBe("answered");
    expect(findFate(new RangeError("a call without its statement"))).toBe("answered");
  });
});
