import { describe, expect, it } from "vitest";
import { forget } from "@/lib/once";
import { call, createPerson, createTask, listAll } from "../api";
import { withEnv } from "../outage";

/** Runs with so many requests per person and minute. */
async function withLimit(limit: number, run: () => Promise<void>): Promise<void> {
  await withEnv({ API_RATE_LIMIT: String(limit) }, async () => {
    forget("api-rate-limiter");
    await run();
  });
  forget("api-rate-limiter");
}

describe("API_RATE_LIMIT", () => {
  it("429 with Retry-After and RateLimit past it, and nothing is done", async () => {
    const person = await createPerson();
    await withLimit(3, async () => {
      for (let count = 0; count < 3; count++) await createTask(person);
      const answer = await person.call("POST", "/api/tasks", { body: { title: "one too many" } });
      expect([answer.status, answer.headers.get("ratelimit-policy")]).toEqual([429, '"requests";q=3;w=60']);
      const seconds = Number(answer.headers.get("retry-after"));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(60);
      expect(answer.headers.get("ratelimit")).toBe(`"requests";r=0;t=${seconds}`);
    });
    expect(await listAll(person)).toHaveLength(3);
  });

  it("counts each person alone, whatever the token and the path", async () => {
    const [ada, bob] = [await createPerson(), await createPerson()];
    await withLimit(2, async () => {
      const paths = ["/api/tasks", `/api/${ada.id}/tasks`, "/api/tasks/changes?since=0"];
      const answers = [];
      for (const path of paths) answers.push((await ada.call("GET", path)).status);
      expect(answers).toEqual([200, 200, 429]);
      expect((await bob.call("GET", "/api/tasks")).status).toBe(200);
    });
  });

  it("counts what is refused, and neither OPTIONS nor a request without a token", async () => {
    const person = await createPerson();
    await withLimit(1, async () => {
      for (let count = 0; count < 3; count++) {
        expect((await call("OPTIONS", "/api/tasks")).status).toBe(204);
        expect((await call("GET", "/api/tasks")).status).toBe(401);
      }
      expect((await person.call("GET", "/api/tasks?limit=0")).status).toBe(422);
      expect((await person.call("GET", "/api/tasks")).status).toBe(429);
    });
  });

  it("0 is no limit", async () => {
    const person = await createPerson();
    await withLimit(0, async () => {
      for (let count = 0; count < 20; count++) expect((await person.call("GET", "/api/tasks")).status).toBe(200);
    });
  });
});
