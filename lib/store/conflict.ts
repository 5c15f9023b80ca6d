import { descriptionMaxLength } from "@/lib/contract/limits";
import type { Task } from "@/lib/contract/task";
import { reopenRow } from "./edits";
import {
  type ComparedField,
  comparedFields,
  type FieldName,
  filterPatch,
  isEmptyPatch,
  type Patch,
  type Rows,
  type UpdateRow,
} from "./outbox";

const isCompared = (name: FieldName): name is ComparedField => comparedFields.some((field) => field === name);

/** Whether title or description is in a patch: only they need to know what they overwrite. */
export const hasComparedField = (patch: Patch): boolean => comparedFields.some((field) => field in patch);

/**
 * What of an update may be sent, over the task as the server has it. Text that the server has already is not sent again;
 * text that changed there since it was seen is in conflict.
 */
export function judgeUpdate({ patch, seen }: UpdateRow, server: Task): { patch: Patch; conflicts: ComparedField[] } {
  const isNew = (field: ComparedField) => field in patch && patch[field] !== server[field];
  const conflicts = comparedFields.filter((field) => isNew(field) && seen[field] !== server[field]);
  const isSent = (name: FieldName) => !isCompared(name) || (isNew(name) && !conflicts.includes(name));
  return { patch: filterPatch(patch, isSent), conflicts };
}

/** The row with only these fields of its patch; none if nothing is left. */
export function narrowRow(row: UpdateRow, passes: (name: FieldName) => boolean): UpdateRow[] {
  const patch = filterPatch(row.patch, passes);
  return isEmptyPatch(patch) ? [] : [{ ...row, patch, seen: filterPatch(row.seen, passes) }];
}

/**
 * Puts the conflicting fields of a row aside, to ask the person, and lets the rest of it go on. Later edits of these
 * fields join the question.
 */
export function parkConflicts(rows: Rows, row: UpdateRow, conflicts: readonly ComparedField[], key: string): Rows {
  const isAsked = (name: FieldName) => conflicts.some((field) => field === name);
  const after = rows.slice(rows.findIndex(({ seq }) => seq === row.seq));
  let asked: Patch = {};
  const others = new Map(
    after.flatMap((later) => {
      if (later.op !== "update" || later.state === "conflict") return [];
      asked = { ...asked, ...filterPatch(later.patch, isAsked) };
      return [[later.seq, narrowRow(later, (name) => !isAsked(name))]];
    }),
  );
  const question: UpdateRow = {
    ...reopenRow(row),
    seq: 0,
    key,
    patch: asked,
    seen: filterPatch(row.seen, isAsked),
    state: "conflict",
  };
  return [...rows.flatMap((other) => others.get(other.seq) ?? [other]), question];
}

/**
 * Questions that have answered themselves: the server has what the person wrote, or again what they saw, or nothing at
 * all, which is for the server to say.
 */
export function reviewConflicts(rows: Rows, server: Task | undefined): Rows {
  return rows.flatMap((row) => {
    if (row.op !== "update" || row.state !== "conflict") return [row];
    if (!server) return [reopenRow(row)];
    const { conflicts } = judgeUpdate(row, server);
    if (conflicts.length === Object.keys(row.patch).length) return [row];
    const isOpen = (name: FieldName) => conflicts.some((field) => field === name);
    // What is settled here is judged again when it is sent.
    return [
      ...narrowRow(reopenRow(row), (name) => !isOpen(name)),
      ...narrowRow({ ...row, seq: 0, key: `${row.key}+` }, isOpen),
    ];
  });
}

/** What the person decided, field by field. `both` is for the description. */
export type Resolution = { title?: "mine" | "theirs"; description?: "mine" | "theirs" | "both" };

/** Mine, a rule, and theirs; undefined if that is too long for a description. */
export function combineDescriptions(mine: string, theirs: string): string | undefined {
  const both = `${mine}\n\n---\n\n${theirs}`;
  return Array.from(both).length <= descriptionMaxLength ? both : undefined;
}

/**
 * Answers the question of a row. `theirs` is the task that the person was shown: if it has changed again by the time
 * that their text is sent, they are asked again.
 */
export function resolveConflict(rows: Rows, key: string, theirs: Task, resolution: Resolution): Rows {
  return rows.flatMap((row) => {
    if (row.key !== key || row.op !== "update" || row.state !== "conflict") return [row];
    const isAnswered = (name: FieldName) => isCompared(name) && resolution[name] !== undefined;
    const isKept = (name: FieldName) => isAnswered(name) && isCompared(name) && resolution[name] !== "theirs";
    const patch = filterPatch(row.patch, isKept);
    if (resolution.description === "both" && patch.description !== undefined)
      patch.description = combineDescriptions(patch.description, theirs.description) ?? patch.description;
    const seen = filterPatch(theirs, isKept);
    const mine: UpdateRow[] = isEmptyPatch(patch) ? [] : [{ ...reopenRow(row), patch, seen }];
    return [...mine, ...narrowRow({ ...row, seq: 0, key: `${row.key}+` }, (name) => !isAnswered(name))];
  });
}
