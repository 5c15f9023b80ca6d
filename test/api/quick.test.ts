import { describe, expect, it } from "vitest";
import type { AnswerOf } from "@/lib/contract/operations";
import { type CallAnswer, type CallOptions, createPerson, fieldErrorsOf, listAll, type Person } from "../api";
import { dumpTasks } from "../database";

const timeZone = "Europe/Berlin";

const send = (person: Person, body: Record<string, unknown>, headers: CallOptions["headers"] = {}) =>
  person.call("POST", "/api/tasks/quick", { body: { timeZone, ...body }, headers });

/** The result in an answer. */
function resultOf(answer: CallAnswer): AnswerOf<"quickAddTask"> {
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`);
  return answer.json as AnswerOf<"quickAddTask">; // checked against the OpenAPI document
}

/** Tomorrow in the zone, which is not the test's own. */
function findTomorrow(zone: string): string {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(new Date());
  return new Date(Date.parse(today) + 24 * 3600 * 1000).toISOString().slice(0, 10);
}

describe("POST /api/tasks/quick", () => {
  it("201: creates the task that the text says and answers it with its parts, Location and ETag", async () => {
    const person = await createPerson();
    const answer = await send(person, { text: "Pay rent tomorrow 9am !1" });
    expect(answer.status).toBe(201);
    const { task, ...understood } = resultOf(answer);
    const dueDate = findTomorrow(timeZone);
    expect(understood).toEqual({
      title: "Pay rent",
      dueDate,
      dueTime: "09:00",
      priority: "high",
      parts: [
        { kind: "date", start: 9, end: 21, text: "tomorrow 9am", value: `${dueDate}T09:00` },
        { kind: "priority", start: 22, end: 24, text: "!1", value: "high" },
      ],
    });
    expect(task).toMatchObject({ title: "Pay rent", dueDate, dueTime: "09:00", priority: "high", revision: 1 });
    expect(answer.headers.get("location")).toBe(`/api/tasks/${task?.id}`);
    expect(answer.headers.get("etag")).toBe('"1"');
    expect(answer.headers.get("idempotency-replayed")).toBeNull();
    expect(await listAll(person)).toEqual([task]);
  });

  it("201: a text that says nothing of when is a title", async () => {
    const person = await createPerson();
    const { task, parts } = resultOf(await send(person, { text: "  Read Sun Tzu " }));
    expect(task).toMatchObject({ title: "Read Sun Tzu", dueDate: null, dueTime: null, priority: "none" });
    expect(parts).toEqual([]);
  });

  it("201: offsets are those of the text as it was sent", async () => {
    const person = await createPerson();
    const text = "  🎂 Party\ntomorrow";
    const { title, parts } = resultOf(await send(person, { text }));
    expect([title, parts.map(({ start, end }) => text.slice(start, end))]).toEqual(["🎂 Party", ["tomorrow"]]);
  });

  it.each(["Pacific/Kiritimati", "Pacific/Pago_Pago", "europe/berlin", "UTC"])(
    "201: tomorrow is that of %s",
    async (zone) => {
      const person = await createPerson();
      const { task } = resultOf(await send(person, { text: "Swim tomorrow", timeZone: zone }));
      expect(task?.dueDate).toBe(findTomorrow(zone));
    },
  );

  it("200: a dry run answers what would be, and leaves no trace", async () => {
    const person = await createPerson();
    const before = await dumpTasks();
    const answer = await send(person, { text: "Pay rent tomorrow !2", dryRun: true }, { "idempotency-key": "dry" });
    expect(answer.status).toBe(200);
    expect(resultOf(answer)).toMatchObject({
      task: null,
      title: "Pay rent",
      dueDate: findTomorrow(timeZone),
      priority: "medium",
      parts: [{ text: "tomorrow" }, { text: "!2" }],
    });
    expect([answer.headers.get("location"), answer.headers.get("etag")]).toEqual([null, null]);
    expect(await dumpTasks()).toBe(before);
    const created = await send(person, { text: "Pay rent tomorrow !2" }, { "idempotency-key": "dry" });
    expect([created.status, created.headers.get("idempotency-replayed")]).toEqual([201, null]);
  });

  it("201: the same Idempotency-Key answers the same again and creates nothing", async () => {
    const person = await createPerson();
    const body = { text: "Pay rent in 5 minutes !1" };
    const first = await send(person, body, { "idempotency-key": "one" });
    const again = await send(person, body, { "idempotency-key": "one" });
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([201, "true"]);
    expect(again.json).toEqual(first.json);
    expect([again.headers.get("location"), again.headers.get("etag")]).toEqual([first.headers.get("location"), '"1"']);
    expect((await listAll(person)).length).toBe(1);
  });

  it("422: the key of another text, zone or operation", async () => {
    const person = await createPerson();
    const headers = { "idempotency-key": "one" };
    await send(person, { text: "Pay rent" }, headers);
    const answers = [
      await send(person, { text: "Pay rent!" }, headers),
      await send(person, { text: "Pay rent", timeZone: "UTC" }, headers),
      await person.call("POST", "/api/tasks", { body: { title: "Pay rent" }, headers }),
    ];
    expect(answers.map(({ status, json }) => [status, json])).toEqual(
      answers.map(() => [422, expect.objectContaining({ code: "idempotency_key_reused" })]),
    );
    expect((await listAll(person)).length).toBe(1);
  });

  it.each([
    ["an unknown time zone", { timeZone: "Mars/Olympus" }, "/timeZone", "unknown_time_zone"],
    ["an offset for a time zone", { timeZone: "+02:00" }, "/timeZone", "unknown_time_zone"],
    ["no time zone", { timeZone: undefined }, "/timeZone", "required"],
    ["no text", { text: undefined }, "/text", "required"],
    ["a text of nothing", { text: " \n\t " }, "/text", "invalid_length"],
    ["a text that shows nothing", { text: "\u2060 \u3164" }, "/text", "invalid_length"],
    ["a text that leaves too long a title", { text: `${"x".repeat(201)} today` }, "/text", "invalid_length"],
    ["too long a text", { text: "x ".repeat(251) }, "/text", "too_long"],
    ["a text with U+0000", { text: "a\0b" }, "/text", "invalid_text"],
    ["a dryRun that is no boolean", { dryRun: "true" }, "/dryRun", "invalid_type"],
    ["a field of a task", { priority: "high" }, "/priority", "unknown_field"],
  ])("422: %s, on a dry run too", async (_, changes, pointer, code) => {
    const person = await createPerson();
    for (const dryRun of [false, true]) {
      const answer = await send(person, { text: "Pay rent", dryRun, ...changes });
      expect([answer.status, fieldErrorsOf(answer)]).toEqual([422, [[pointer, code]]]);
    }
    expect(await listAll(person)).toEqual([]);
  });

  it("201: a title may have 200 characters beside its parts", async () => {
    const person = await createPerson();
    const { task } = resultOf(await send(person, { text: `${"é".repeat(200)} tomorrow 9am !1` }));
    expect(task?.title).toBe("é".repeat(200));
  });
});
