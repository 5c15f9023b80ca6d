import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CallAnswer, createPerson, createTask, type Person, pageOf } from "../api";
import { type Malformed, malformedRequest, scalar } from "../malformed";

const requests = 10_000;
const atOnce = 25;

function send(
  person: Person,
  taskId: string,
  { place: { path: template, method }, query, body, contentType, headers }: Malformed,
) {
  const path = template.replace("{user}", person.id).replace("{task}", taskId).replace("{other}", randomUUID());
  const url = query ? `${path}?${query}` : path;
  const hasBody = method !== "GET";
  return person.call(method, url, {
    ...(hasBody ? { raw: body } : {}),
    headers: { ...(hasBody ? { "content-type": contentType } : {}), ...headers },
  });
}

describe("what no client would send", () => {
  it(`${requests} generated requests: no 5xx, and every error a problem`, async () => {
    const person = await createPerson();
    const seed = Math.floor(Math.random() * 2 ** 31);
    const all = fc.sample(malformedRequest, { seed, numRuns: requests });
    let { id } = await createTask(person);
    const counts = new Map<number, number>();
    for (let start = 0; start < all.length; start += atOnce) {
      // Some of them delete it.
      if (start % 250 === 0) ({ id } = await createTask(person));
      const some = all.slice(start, start + atOnce);
      const answers = await Promise.all(some.map((one) => send(person, id, one)));
      for (const [index, { status, text }] of answers.entries()) {
        counts.set(status, (counts.get(status) ?? 0) + 1);
        if (status >= 500) throw new Error(`seed ${seed}: ${JSON.stringify(some[index])} → ${text}`);
      }
    }
    // All kinds of refusal were reached, and few of the requests were good by chance.
    for (const status of [400, 404, 405, 415, 422]) expect(counts.get(status) ?? 0).toBeGreaterThan(20);
    expect(counts.get(422)).toBeGreaterThan(requests / 5);
  });

  it("cursors of one's own making: 422 or a page", async () => {
    const person = await createPerson();
    for (let count = 0; count < 3; count++) await createTask(person, { dueDate: "2024-01-01", title: `${count}` });
    const sorts = ["position", "created", "updated", "due", "priority", "title"].flatMap((sort) => [sort, `-${sort}`]);
    const values = fc.oneof(
      scalar,
      fc.constantFrom(
        "0000-01-01T00:00:00",
        "9999-12-31T24:00:00",
        "0000-01-01T00:00:00.000Z",
        "2024-02-30T00:00:00",
        "99999-01-01T00:00:00",
        32768,
        -32769,
        2 ** 63,
      ),
      fc.array(scalar, { maxLength: 2 }),
    );
    const forgeries = fc.sample(
      fc.record({ value: values, id: fc.oneof({ weight: 3, arbitrary: fc.uuid() }, scalar) }),
      60,
    );
    for (const sort of sorts) {
      const { nextCursor } = pageOf(await person.call("GET", `/api/tasks?limit=1&sort=${sort}`));
      const [mark] = JSON.parse(Buffer.from(nextCursor ?? "", "base64url").toString());
      const answers: CallAnswer[] = [];
      for (const { value, id } of forgeries) {
        const cursor = Buffer.from(JSON.stringify([mark, value, id])).toString("base64url");
        answers.push(await person.call("GET", `/api/tasks?limit=1&sort=${sort}&cursor=${cursor}`));
      }
      expect(new Set([200, 422, ...answers.map(({ status }) => status)])).toEqual(new Set([200, 422]));
    }
  });
});
