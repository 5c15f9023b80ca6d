import { describe, expect, it } from "vitest";
import { codeOf, createPerson, createTask, taskOf } from "../api";
import { dumpTasks } from "../database";

/** Every operation that takes If-Match. */
const writes: [name: string, method: string, suffix: string, body?: unknown][] = [
  ["update", "PATCH", "", { title: "new" }],
  ["replace", "PUT", "", { title: "new" }],
  ["complete", "PATCH", "/complete"],
  ["delete", "DELETE", ""],
  ["delete for good", "DELETE", "?permanent=true"],
  ["restore", "POST", "/restore"],
];

async function createChanged() {
  const person = await createPerson();
  const { id } = await createTask(person);
  for (const title of ["second", "third"]) await person.call("PATCH", `/api/tasks/${id}`, { body: { title } });
  const send = (method: string, suffix: string, body: unknown, tags: string) =>
    person.call(method, `/api/tasks/${id}${suffix}`, {
      ...(body === undefined ? {} : { body }),
      headers: { "if-match": tags },
    });
  return { person, id, send };
}

describe.each(writes)("If-Match on %s", (name, method, suffix, body) => {
  it.each(['"3"', 'W/"3"', '"1", "3"', ' "x" ,W/"3" ', "*"])("2xx: %s matches revision 3", async (tags) => {
    const { person, id, send } = await createChanged();
    const answer = await send(method, suffix, body, tags);
    expect(answer.status).toBe(method === "DELETE" ? 204 : 200);
    const revision = name === "restore" ? 3 : 4;
    expect(answer.headers.get("etag")).toBe(`"${revision}"`);
    if (name === "delete for good") return;
    expect(taskOf(await person.call("GET", `/api/tasks/${id}`)).revision).toBe(revision);
  });

  it("412 with the current ETag: a tag of no or another revision, and nothing changes", async () => {
    const { person, send } = await createChanged();
    const before = await dumpTasks(person.id);
    for (const tags of [
      '"2"',
      '"4"',
      '"03"',
      '"3.0"',
      '"+3"',
      '"0x3"',
      '""',
      '"x"',
      '"1", W/"2"',
      `"${"9".repeat(20)}"`,
    ]) {
      const answer = await send(method, suffix, body, tags);
      const seen = [tags, answer.status, codeOf(answer), answer.headers.get("etag")];
      expect(seen).toEqual([tags, 412, "precondition_failed", '"3"']);
    }
    expect(await dumpTasks(person.id)).toBe(before);
  });

  it("400: what is no list of entity tags, and nothing changes", async () => {
    const { person, send } = await createChanged();
    const before = await dumpTasks(person.id);
    for (const tags of ["3", "3, 4", '"3', '" 3"', '"3" "4"', '"3";', "W/3", 'w/"3"', "**", '*, "3"', ""]) {
      const answer = await send(method, suffix, body, tags);
      expect([tags, answer.status, codeOf(answer)]).toEqual([tags, 400, "malformed_request"]);
    }
    expect(await dumpTasks(person.id)).toBe(before);
  });

  it("404: a task that is not there, whatever the precondition", async () => {
    const person = await createPerson();
    const path = `/api/tasks/0199d3a0-0000-7000-8000-000000000000${suffix}`;
    for (const tags of ["*", '"1"']) {
      const answer = await person.call(method, path, {
        ...(body === undefined ? {} : { body }),
        headers: { "if-match": tags },
      });
      expect([answer.status, answer.headers.get("etag")]).toEqual([404, null]);
    }
  });
});

describe("If-Match on a trashed task", () => {
  it("409 comes before 412; deleting and restoring still compare", async () => {
    const { person, id, send } = await createChanged();
    await person.call("DELETE", `/api/tasks/${id}`);
    expect((await send("PATCH", "", { title: "x" }, '"1"')).status).toBe(409);
    expect((await send("DELETE", "", undefined, '"3"')).status).toBe(412);
    expect((await send("POST", "/restore", undefined, '"3"')).status).toBe(412);
    expect((await send("DELETE", "?permanent=true", undefined, '"3"')).status).toBe(412);
    expect((await send("POST", "/restore", undefined, '"4"')).headers.get("etag")).toBe('"5"');
  });

  it("412 comes before a 422 that needs the row", async () => {
    const { send } = await createChanged();
    expect((await send("PATCH", "", { dueTime: "10:00" }, '"1"')).status).toBe(412);
    expect((await send("PATCH", "", { dueTime: "10:00" }, '"3"')).status).toBe(422);
  });
});
