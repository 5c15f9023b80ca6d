import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { describe, expect, it, vi } from "vitest";
import { createPerson } from "../api";

describe.runIf(process.env.TEST_DRIVER === "pg")("a connection", () => {
  it("is kept when the database refuses", async () => {
    const person = await createPerson();
    await person.call("GET", "/api/tasks");
    const connect = vi.spyOn(Client.prototype, "connect");
    const operations = [{ op: "delete", id: randomUUID() }];
    for (let count = 0; count < 5; count++) {
      const answers = [
        await person.call("DELETE", `/api/tasks/${randomUUID()}`),
        await person.call("POST", "/api/tasks/batch", { body: { operations } }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    }
    expect(connect).not.toHaveBeenCalled();
    connect.mockRestore();
  });
});
