import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { batchBodyMaxBytes, batchMaxOperations } from "@/lib/contract/limits";
import { makeTask, makeTaskAt } from "@/test/store/tasks";
import { type Change, type OutboxRow, pickFields } from "./outbox";
import { chooseRun, claimRun, settleRows, toBatchOperation } from "./run";

const row = (seq: number, operation: Pick<Change, "op"> & Partial<OutboxRow>): OutboxRow =>
  // Each call gives what its operation takes.
  ({ seq, key: `key ${seq}`, taskId: makeTaskAt(seq).id, at: "", state: "pending", ...operation }) as OutboxRow;
const create = (seq: number, description = "") =>
  row(seq, { op: "create", task: { ...pickFields(makeTaskAt(seq)), description } });
const due = (seq: number) => row(seq, { op: "update", patch: { dueDate: null }, seen: { dueDate: null } });
const title = (seq: number) => row(seq, { op: "update", patch: { title: "new" }, seen: { title: "Pay rent" } });
const seqs = (rows: readonly OutboxRow[]) => rows.map(({ seq }) => seq);

describe("what is sent next", () => {
  test("is the first row, and with it those that can travel in one batch", () => {
    expect(
      seqs(chooseRun([create(1), due(2), row(3, { op: "trash" }), row(4, { op: "restore" }), title(5), due(6)])),
    ).toEqual([1, 2, 3, 4]);
    expect(seqs(chooseRun([title(1), due(2)]))).toEqual([1]);
    expect(seqs(chooseRun([row(1, { op: "destroy" }), due(2)]))).toEqual([1, 2]);
    expect(chooseRun([])).toEqual([]);
  });

  test("is never more than the API takes at once", () => {
    const text = fc.constantFrom("", "x".repeat(10_000), "𝒳".repeat(10_000), "\u0001".repeat(10_000));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 220 }), (texts) => {
        const outbox = texts.map((description, index) => create(index + 1, description));
        let sent = 0;
        while (sent < outbox.length) {
          const run = chooseRun(outbox.slice(sent));
          const body = JSON.stringify({ operations: run.map(toBatchOperation) });
          expect(run.length).toBeLessThanOrEqual(batchMaxOperations);
          expect(run.length).toBeGreaterThan(0);
          if (run.length > 1) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(batchBodyMaxBytes);
          expect(seqs(run)).toEqual(run.map((_, index) => sent + index + 1));
          sent += run.length;
        }
      }),
      { numRuns: 30 },
    );
  });

  test("leaves out rows behind a failed one of their task, and questions", () => {
    const { taskId } = create(1);
    const outbox = [
      row(1, { op: "trash", state: "failed" }),
      { ...due(2), taskId },
      { ...title(3), state: "conflict" as const },
      due(4),
    ];
    expect(seqs(chooseRun(outbox))).toEqual([4]);
  });

  test("is again what was sent without a verdict, exactly", () => {
    const sent = (seq: number) => ({ ...due(seq), state: "sending" as const, batch: "batch" });
    expect(seqs(chooseRun([sent(1), due(2), sent(3), due(4)]))).toEqual([1, 3]);
    expect(seqs(chooseRun([{ ...due(1), state: "sending" }, due(2)]))).toEqual([1]);
  });

  test("goes by itself after a batch with it was refused", () => {
    expect(seqs(chooseRun([{ ...due(1), isAlone: true }, due(2)]))).toEqual([1]);
    expect(seqs(chooseRun([due(1), { ...due(2), isAlone: true }, due(3)]))).toEqual([1]);
  });
});

describe("marking what is sent", () => {
  const server = makeTaskAt(1, { title: "Pay rent", revision: 12 });
  const claim = (rows: OutboxRow[], task = server) => claimRun(rows, chooseRun(rows), () => task, "new key");

  test("a batch has one key, and keeps it", () => {
    const first = claim([due(1), due(2)]);
    expect(first.claim).toMatchObject({ kind: "batch", key: "new key", rows: [{ seq: 1 }, { seq: 2 }] });
    const again = claimRun(first.rows, chooseRun(first.rows), () => server, "another key");
    expect(again.claim).toMatchObject({ kind: "batch", key: "new key" });
  });

  test("title and description start from the revision that we have, other fields from any", () => {
    expect(claim([title(1)]).claim).toMatchObject({ kind: "row", ifRevision: 12 });
    expect(claim([due(1)]).claim).not.toHaveProperty("ifRevision");
  });

  test("text that the server has already is not sent; text that changed there is asked about", () => {
    expect(claim([title(1)], { ...server, title: "new" })).toEqual({ rows: [], claim: { kind: "none" } });
    const asked = claim([title(1)], { ...server, title: "theirs" });
    expect(asked).toMatchObject({ rows: [{ state: "conflict", key: "new key" }], claim: { kind: "none" } });
  });

  test("text of a task that we don't have waits until it is read", () => {
    expect(claimRun([title(1)], [title(1)], () => undefined, "").claim).toEqual({
      kind: "read",
      taskId: title(1).taskId,
    });
  });

  test("takes the rows as they are stored by then", () => {
    const stored = [{ ...due(1), patch: { priority: "high" as const } } as OutboxRow];
    expect(claimRun(stored, [due(1)], () => server, "").claim).toMatchObject({ row: { patch: { priority: "high" } } });
    expect(claimRun([], [due(1)], () => server, "").claim).toEqual({ kind: "none" });
  });
});

describe("a verdict", () => {
  test("on a batch that refuses it sends each row by itself", () => {
    const { rows, claim } = claimRun([due(1), due(2)], [due(1), due(2)], () => makeTask(), "key");
    const settled = settleRows(
      rows,
      claim,
      { kind: "refused", failure: { status: 404, code: "not_found" } },
      { newKey: "" },
    );
    expect(settled).toMatchObject([
      { state: "pending", isAlone: true },
      { state: "pending", isAlone: true },
    ]);
    expect(settled.some((row) => "batch" in row)).toBe(false);
  });

  test("that a completion lies in the future leaves its moment to the server", () => {
    const done = { completed: true, completedAt: "2030-01-01T00:00:00.000Z" };
    const update = row(1, { op: "update", patch: done, seen: { completed: false, completedAt: null } });
    const made = row(2, { op: "create", task: { ...pickFields(makeTaskAt(2)), ...done } });
    const { rows, claim } = claimRun([update, made], [update, made], () => makeTask(), "key");
    const settled = settleRows(rows, claim, { kind: "early" }, { newKey: "" });
    expect(settled.map(toBatchOperation)).toMatchObject([{ task: { completed: true } }, { task: { completed: true } }]);
    expect(JSON.stringify(settled.map(toBatchOperation))).not.toContain("completedAt");
  });
});
