import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Task } from "@/lib/contract/task";
import { freeze, makeTask, makeTaskAt, patches } from "@/test/store/tasks";
import { addChange, discardRow, failRow, keepLost, retryRow } from "./edits";
import {
  applyOutbox,
  applyRows,
  type Change,
  filterPatch,
  type OutboxRow,
  type Patch,
  pickFields,
  type Rows,
} from "./outbox";

const base = freeze(makeTask());
const at = "2026-11-20T11:00:00.000Z";
const refused = { status: 422, code: "validation_failed" } as const;

const change = (operation: Pick<Change, "op"> & Partial<Change>): Change =>
  // Each call gives what its operation takes.
  ({ taskId: base.id, key: "key", at, ...operation }) as Change;
const update = (patch: Patch, from: Task = base) =>
  change({ op: "update", patch, seen: filterPatch(from, (name) => name in patch) });
const create = (fields: Patch = {}) => change({ op: "create", task: { ...pickFields(base), ...fields } });

const add = (rows: Rows, ...changes: Change[]) => changes.reduce(addChange, rows);
/** Rows as they are once stored. */
const store = (rows: Rows, state?: OutboxRow["state"]): Rows =>
  rows.map((row, index) => freeze({ ...row, seq: row.seq || index + 1, ...(state && { state }) }));
const describeRows = (rows: Rows) =>
  rows.map((row) => [row.op, row.state, ...(row.op === "update" ? [row.patch] : [])]);

describe("edits", () => {
  const kinds = fc.oneof(
    patches.map((patch) => ({ op: "update" as const, patch })),
    fc.constantFrom({ op: "trash" as const }, { op: "restore" as const }),
    fc.constantFrom({ op: "send" as const }, { op: "park" as const }),
  );

  test("shown together they are what they were one by one, whatever of them is folded or under way", () => {
    fc.assert(
      fc.property(fc.array(kinds, { maxLength: 12 }), fc.boolean(), (steps, isNew) => {
        let rows: Rows = isNew ? add([], create()) : [];
        let shown = applyRows(isNew ? undefined : base, rows);
        for (const step of steps) {
          if (step.op === "send")
            rows = store(rows).map((row, index) => (index === 0 ? { ...row, state: "sending" } : row));
          else if (step.op === "park")
            rows = store(rows).map((row, index) =>
              index === rows.length - 1 && row.op === "update" && row.state === "pending" && isText(row.patch)
                ? { ...row, state: "conflict" }
                : row,
            );
          else {
            const next = step.op === "update" ? update(step.patch, shown) : change(step);
            rows = freeze(addChange(freeze(rows), next));
            shown = applyRows(shown, [{ ...next, seq: 1, state: "pending" }]);
          }
          expect(withoutTimes(applyRows(isNew ? undefined : base, rows))).toEqual(withoutTimes(shown));
        }
      }),
    );
  });

  const isText = (patch: Patch) => Object.keys(patch).every((name) => name === "title" || name === "description");
  const withoutTimes = (task: Task | undefined) =>
    task && { ...task, updatedAt: "", deletedAt: Boolean(task.deletedAt) };

  test("of one task that were not sent are one update, with what was seen first", () => {
    const rows = add([], update({ title: "a" }), update({ title: "b", priority: "low" }, { ...base, title: "a" }));
    expect(rows).toEqual([
      {
        ...update({ title: "b", priority: "low" }),
        seen: { title: "Pay rent", priority: "none" },
        seq: 0,
        state: "pending",
      },
    ]);
  });

  test("are part of a creation that was not sent, and not of one that was", () => {
    expect(add([], create(), update({ title: "a" }))).toMatchObject([{ op: "create", task: { title: "a" } }]);
    const sent = store(add([], create()), "sending");
    expect(describeRows(add(sent, update({ title: "a" })))).toEqual([
      ["create", "sending"],
      ["update", "pending", { title: "a" }],
    ]);
  });

  test("are not folded over what happened between them", () => {
    const rows = add(
      [],
      update({ title: "a" }),
      change({ op: "trash" }),
      change({ op: "restore" }),
      update({ title: "b" }),
    );
    expect(rows.map(({ op }) => op)).toEqual(["update", "trash", "restore", "update"]);
  });

  test("of text that take themselves back are none; other fields say what they were set to", () => {
    expect(add([], update({ title: "a" }), update({ title: base.title }, { ...base, title: "a" }))).toEqual([]);
    expect(
      add([], update({ priority: "low" }), update({ priority: "none" }, { ...base, priority: "low" })),
    ).toHaveLength(1);
  });

  test("of text that is asked about stay with the question", () => {
    const asked = store(add([], update({ title: "a" })), "conflict");
    expect(describeRows(add(asked, update({ title: "b", priority: "high" })))).toEqual([
      ["update", "conflict", { title: "b" }],
      ["update", "pending", { priority: "high" }],
    ]);
  });
});

describe("deleting for good", () => {
  test("what was never sent leaves nothing to send", () => {
    expect(add([], create(), update({ title: "a" }), change({ op: "destroy" }))).toEqual([]);
  });

  test("drops edits that were not sent, and follows what was", () => {
    const rows = add(store(add([], create()), "sending"), update({ title: "a" }), change({ op: "destroy" }));
    expect(rows.map(({ op }) => op)).toEqual(["create", "destroy"]);
  });
});

describe("a refusal", () => {
  const failed = (rows: Rows, code: "validation_failed" | "in_trash" | "not_found" = "validation_failed") =>
    store(failRow(store(rows), 1, { ...refused, code }));

  test("marks its row, which waits for the person", () => {
    expect(failed(add([], update({ title: "a" })))).toMatchObject([{ state: "failed", failure: refused }]);
  });

  test("is over once the person edits the task again", () => {
    const rows = add(failed(add([], update({ title: "a" }))), update({ title: "b" }));
    expect(rows).toMatchObject([{ state: "pending", patch: { title: "b" }, seen: { title: "Pay rent" } }]);
    expect(rows[0]).not.toHaveProperty("failure");
  });

  test("of a field that was edited again meanwhile leaves the later edit, from what the first one saw", () => {
    const sent = store(add([], update({ title: "bad" })), "sending");
    const rows = failRow(store(add(sent, update({ title: "good" }, { ...base, title: "bad" }))), 1, refused);
    expect(rows).toMatchObject([{ seq: 2, state: "pending", patch: { title: "good" }, seen: { title: "Pay rent" } }]);
  });

  test("of a creation takes the edits that follow, and is tried again with them", () => {
    const rows = store(add(store(add([], create({ title: "bad" })), "sending"), update({ title: "good" })));
    expect(failRow(rows, 1, refused)).toMatchObject([{ op: "create", state: "pending", task: { title: "good" } }]);
  });

  test("because there is no such task is no matter if it was to be deleted anyway", () => {
    const rows = store(add(store(add([], update({ title: "a" })), "sending"), change({ op: "destroy" })));
    expect(failRow(rows, 1, { status: 404, code: "not_found" })).toEqual([]);
  });

  test("for being in the trash is tried again once it is restored", () => {
    const rows = add(failed(add([], update({ title: "a" })), "in_trash"), change({ op: "restore" }));
    expect(describeRows(rows)).toEqual([
      ["restore", "pending"],
      ["update", "pending", { title: "a" }],
    ]);
    const retried = retryRow(failed(add([], update({ title: "a" })), "in_trash"), "key", { at, newKey: "new" });
    expect(describeRows(retried)).toEqual(describeRows(rows));
  });

  test("because the task was deleted elsewhere keeps the task; Retry makes it again, Discard lets it go", () => {
    const rows = keepLost(failed(add([], update({ title: "a" })), "not_found"), base);
    expect(applyRows(undefined, rows)).toMatchObject({ title: "a", description: base.description });
    const retried = retryRow(rows, "key", { at, newKey: "new" });
    expect(retried).toMatchObject([
      { op: "create", key: "new", task: { title: "Pay rent" } },
      { op: "update", state: "pending", patch: { title: "a" }, seen: { title: "Pay rent" } },
    ]);
    expect(applyRows(undefined, retried)).toMatchObject({ title: "a" });
    expect(discardRow(rows, "key")).toEqual([]);
  });

  test("discarded, takes nothing else with it, unless the task was never made", () => {
    const others = store([
      ...failed(add([], update({ title: "a" }))),
      { ...change({ op: "trash" }), seq: 2, state: "pending" },
    ]);
    expect(describeRows(discardRow(others, "key"))).toEqual([["trash", "pending"]]);
    const unborn = store([...failed(add([], create())), { ...change({ op: "trash" }), seq: 2, state: "pending" }]);
    expect(discardRow(unborn, "key")).toEqual([]);
  });
});

describe("the outbox over the base", () => {
  const tasks = [0, 1, 2].map((index) => freeze(makeTaskAt(index)));
  const rows = store([
    ...add([], { ...update({ position: "k00000000009" }), taskId: tasks[0]?.id ?? "" }),
    ...add([], { ...change({ op: "destroy" }), taskId: tasks[1]?.id ?? "" }),
    ...add([], create({ position: "k00000000003" })),
  ]);

  test("is every task as the person sees it, in manual order", () => {
    expect(applyOutbox(tasks, rows).map(({ id, position }) => [id, position])).toEqual([
      [tasks[2]?.id, tasks[2]?.position],
      [base.id, "k00000000003"],
      [tasks[0]?.id, "k00000000009"],
    ]);
  });

  test("is the same over what it has come to already", () => {
    const once = applyOutbox(tasks, rows);
    expect(applyOutbox(once, rows)).toEqual(once);
  });

  test("leaves alone what the server made of a creation whose answer was lost", () => {
    const made = makeTask({ title: "edited elsewhere" });
    expect(applyOutbox([made], store(add([], create()), "sending"))).toEqual([made]);
  });
});
