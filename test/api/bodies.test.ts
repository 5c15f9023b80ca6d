import { describe, expect, it } from "vitest";
import { batchBodyMaxBytes, bodyMaxBytes } from "@/lib/contract/limits";
import { type CallOptions, codeOf, createPerson, createTask, fieldErrorsOf, listAll } from "../api";

const json = { "content-type": "application/json" };

/** A body of unknown length, and how much of it was asked for. */
function makeStream(chunks: number, chunk = new Uint8Array(16 * 1024).fill(32)) {
  const read = { bytes: 0, isCancelled: false };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (read.bytes >= chunks * chunk.byteLength) return controller.close();
        read.bytes += chunk.byteLength;
        controller.enqueue(chunk);
      },
      cancel() {
        read.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, read };
}

/** Every operation that could be sent a body, and the most bytes that it reads. */
const takers: [method: string, suffix: string, max: number][] = [
  ["POST", "", bodyMaxBytes],
  ["POST", "/batch", batchBodyMaxBytes],
  ["PATCH", "/{id}", bodyMaxBytes],
  ["PUT", "/{id}", bodyMaxBytes],
  ["PATCH", "/{id}/complete", bodyMaxBytes],
  ["POST", "/{id}/restore", bodyMaxBytes],
  ["DELETE", "/{id}", bodyMaxBytes],
];

describe.each(takers)("a body for %s /api/tasks%s", (method, suffix, max) => {
  async function open() {
    const person = await createPerson();
    const task = await createTask(person);
    const send = (options: CallOptions) => person.call(method, `/api/tasks${suffix.replace("{id}", task.id)}`, options);
    const expectNothing = async () => expect(await listAll(person)).toEqual([task]);
    return { send, expectNothing };
  }

  it("413: one byte too many, announced or not; at the limit it is judged", async () => {
    const { send, expectNothing } = await open();
    const pad = (bytes: number) => `{"x":1}${" ".repeat(bytes - 7)}`;
    const answer = await send({ raw: pad(max + 1), headers: json });
    expect([answer.status, codeOf(answer), answer.headers.get("connection")]).toEqual([413, "too_large", "close"]);
    expect((await send({ raw: pad(max), headers: json })).status).toBe(422);
    await expectNothing();
  });

  it("413: by the length that is announced, before a byte is read", async () => {
    const { send, expectNothing } = await open();
    const { stream, read } = makeStream(1);
    const answer = await send({ raw: stream, headers: { ...json, "content-length": String(max + 1) } });
    expect([answer.status, read.bytes]).toEqual([413, 0]);
    await expectNothing();
  });

  it("413: streamed without an end, at most the limit and 128 KiB are read", async () => {
    const { send, expectNothing } = await open();
    const { stream, read } = makeStream(Number.POSITIVE_INFINITY);
    expect((await send({ raw: stream, headers: json })).status).toBe(413);
    expect(read.bytes).toBeLessThanOrEqual(max + 128 * 1024);
    expect(read.isCancelled).toBe(true);
    await expectNothing();
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonx",
    "application/json-patch+json",
    "application/json; charset=utf-16",
    "application/json; charset=latin1",
    "json",
    "",
    ...(method === "PATCH" && suffix === "/{id}" ? [] : ["application/merge-patch+json"]),
  ])("415: %s", async (type) => {
    const { send, expectNothing } = await open();
    const answer = await send({ raw: '{"title":"x","completed":true}', headers: { "content-type": type } });
    expect([answer.status, codeOf(answer)]).toEqual([415, "unsupported_media_type"]);
    await expectNothing();
  });

  it("415: compressed", async () => {
    const { send, expectNothing } = await open();
    for (const encoding of ["gzip", "br", "x"])
      expect((await send({ raw: "{}", headers: { ...json, "content-encoding": encoding } })).status).toBe(415);
    await expectNothing();
  });

  it.each([
    "{",
    '{"title":"x"',
    "{'title':'x'}",
    "[1,]",
    "NaN",
    "undefined",
    '{"a":1}{"b":2}',
    "\u00a0{}",
    "//x\n{}",
    '"\n"',
  ])("400 malformed_json: %j", async (raw) => {
    const { send, expectNothing } = await open();
    const answer = await send({ raw, headers: json });
    expect([answer.status, codeOf(answer)]).toEqual([400, "malformed_json"]);
    await expectNothing();
  });

  it("400: bytes that are no UTF-8", async () => {
    const { send, expectNothing } = await open();
    for (const bytes of [
      [0x22, 0xff, 0x22],
      [0x22, 0xc0, 0xaf, 0x22],
      [0x22, 0xed, 0xa0, 0x80, 0x22],
    ]) {
      const answer = await send({ raw: new Uint8Array(bytes), headers: json });
      expect([answer.status, codeOf(answer)]).toEqual([400, "malformed_json"]);
    }
    await expectNothing();
  });

  it.each([
    "null",
    "0",
    "true",
    '"x"',
    "[]",
    "[[]]",
    "1e999",
    "-0",
    "{}".padStart(50_000, "["),
    "[".repeat(5000) + "]".repeat(5000),
  ])("4xx: JSON that is no object, case %#", async (raw) => {
    const { send, expectNothing } = await open();
    expect([400, 422]).toContain((await send({ raw, headers: json })).status);
    await expectNothing();
  });
});

describe("a body that is missing", () => {
  it.each(["POST /api/tasks", "POST /api/tasks/batch", "PATCH /api/tasks/{id}", "PUT /api/tasks/{id}"])(
    "422: %s",
    async (operation) => {
      const person = await createPerson();
      const { id } = await createTask(person);
      const [method = "", path = ""] = operation.replace("{id}", id).split(" ");
      for (const options of [{}, { raw: "", headers: json }])
        expect((await person.call(method, path, options)).status).toBe(422);
    },
  );

  it("200: complete needs none, nor a type for none", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    const path = `/api/tasks/${id}/complete`;
    for (const options of [{}, { raw: "" }, { raw: "", headers: json }])
      expect((await person.call("PATCH", path, options)).status).toBe(200);
  });

  it("is all that restore and delete take: an empty object is as good, a field is 422", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    for (const [method, path, status] of [
      ["DELETE", `/api/tasks/${id}`, 204],
      ["POST", `/api/tasks/${id}/restore`, 200],
    ] as const) {
      const refused = await person.call(method, path, { body: { title: "x" } });
      expect([refused.status, fieldErrorsOf(refused)]).toEqual([422, [["/title", "unknown_field"]]]);
      for (const options of [{}, { raw: "" }, { body: {} }])
        expect((await person.call(method, path, options)).status).toBe(status);
    }
  });

  it("201: a byte order mark is no part of the text", async () => {
    const person = await createPerson();
    expect((await person.call("POST", "/api/tasks", { raw: '\ufeff{"title":"x"}', headers: json })).status).toBe(201);
  });
});
