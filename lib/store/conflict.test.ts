import { describe, expect, test } from "vitest";
import { freeze, makeTask } from "@/test/store/tasks";
import { combineDescriptions, judgeUpdate, parkConflicts, resolveConflict, reviewConflicts } from "./conflict";
import type { Patch, Rows, UpdateRow } from "./outbox";

const row = (patch: Patch, seen: Patch, fields: Partial<UpdateRow> = {}): UpdateRow =>
  freeze({ op: "update", seq: 1, key: "key", taskId: makeTask().id, at: "", state: "pending", patch, seen, ...fields });

describe("text, over what the server has", () => {
  test.each([
    ["what we saw", "seen", { patch: { title: "mine" }, conflicts: [] }],
    ["what we wrote", "mine", { patch: {}, conflicts: [] }],
    ["something else", "theirs", { patch: {}, conflicts: ["title"] }],
  ])("that is %s", (_, title, verdict) => {
    expect(judgeUpdate(row({ title: "mine" }, { title: "seen" }), makeTask({ title }))).toEqual(verdict);
  });

  test("is judged field by field, and no other field is", () => {
    const edit = row(
      { title: "mine", description: "mine", priority: "low" },
      { title: "seen", description: "seen", priority: "none" },
    );
    const server = makeTask({ title: "theirs", description: "seen", priority: "high" });
    expect(judgeUpdate(edit, server)).toEqual({
      patch: { description: "mine", priority: "low" },
      conflicts: ["title"],
    });
  });
});

describe("a question", () => {
  const sent = row({ title: "mine", priority: "low" }, { title: "seen", priority: "none" });
  const later = row({ title: "mine too", dueDate: null }, { title: "mine", dueDate: null }, { seq: 2, key: "later" });

  test("takes the text aside, later edits of it included, and lets the rest go on", () => {
    expect(parkConflicts([sent, later], sent, ["title"], "question")).toMatchObject([
      { seq: 1, state: "pending", patch: { priority: "low" } },
      { seq: 2, state: "pending", patch: { dueDate: null } },
      { seq: 0, key: "question", state: "conflict", patch: { title: "mine too" }, seen: { title: "seen" } },
    ]);
  });

  const asked = row(
    { title: "mine", description: "mine" },
    { title: "seen", description: "seen" },
    { state: "conflict" },
  );
  const theirs = makeTask({ title: "theirs", description: "theirs" });
  const patchesOf = (rows: Rows) => rows.map((row) => [row.state, row.op === "update" && row.patch]);

  test.each([
    ["mine", { title: "mine", description: "mine" } as const, [["pending", { title: "mine", description: "mine" }]]],
    ["theirs", { title: "theirs", description: "theirs" } as const, []],
    [
      "both",
      { title: "mine", description: "both" } as const,
      [["pending", { title: "mine", description: "mine\n\n---\n\ntheirs" }]],
    ],
    [
      "one of two",
      { title: "mine" } as const,
      [
        ["pending", { title: "mine" }],
        ["conflict", { description: "mine" }],
      ],
    ],
  ])("is answered by %s", (_, resolution, rows) => {
    expect(patchesOf(resolveConflict([asked], "key", theirs, resolution))).toEqual(rows);
  });

  test("that is answered by mine overwrites only what the person was shown", () => {
    const [answered] = resolveConflict([asked], "key", theirs, { title: "mine", description: "mine" });
    expect(answered).toMatchObject({ seen: { title: "theirs", description: "theirs" } });
    expect(answered?.op === "update" && judgeUpdate(answered, { ...theirs, title: "newer" }).conflicts).toEqual([
      "title",
    ]);
  });

  test.each([
    [
      "what we wrote",
      makeTask({ title: "mine", description: "mine" }),
      [["pending", { title: "mine", description: "mine" }]],
    ],
    [
      "again what we saw, in part",
      makeTask({ title: "seen", description: "theirs" }),
      [
        ["pending", { title: "mine" }],
        ["conflict", { description: "mine" }],
      ],
    ],
    ["something else still", theirs, [["conflict", { title: "mine", description: "mine" }]]],
    ["nothing", undefined, [["pending", { title: "mine", description: "mine" }]]],
  ])("when the server has %s", (_, server, rows) => {
    expect(patchesOf(reviewConflicts([asked], server))).toEqual(rows);
  });

  test("both descriptions fit, or they are not offered", () => {
    expect(combineDescriptions("x".repeat(5000), "y".repeat(4993))).toHaveLength(10_000);
    expect(combineDescriptions("x".repeat(5000), "y".repeat(4994))).toBeUndefined();
    expect(combineDescriptions("𝒳".repeat(5000), "y".repeat(4993))).toBeDefined();
  });
});
