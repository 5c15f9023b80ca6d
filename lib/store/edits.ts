import {
  type Change,
  comparedFields,
  filterPatch,
  isEmptyPatch,
  type OutboxRow,
  pickFields,
  type Rows,
  type UpdateRow,
} from "./outbox";

type Update = Extract<Change, { op: "update" }>;
type Create = Extract<OutboxRow, { op: "create" }>;

/** A task's rows after one more change. Consecutive updates that were not sent become one, and part of an unsent creation. */
export function addChange(rows: Rows, change: Change): Rows {
  switch (change.op) {
    case "create":
    case "trash":
      return [...rows, toRow(change)];
    case "update":
      return addUpdate(rows, change);
    case "restore":
      return addRestore(rows, change);
    case "destroy":
      return addDestroy(rows, change);
  }
}

const toRow = (change: Change): OutboxRow => ({ ...change, seq: 0, state: "pending" });

/** A row that waits to be sent, as if it had never been. */
export function reopenRow<Row extends OutboxRow>(row: Row): Row {
  const { failure, batch, ...rest } = row;
  // Only optional fields were left out.
  return { ...rest, state: "pending" } as Row;
}

function addUpdate(rows: Rows, change: Update): Rows {
  const { rows: held, change: rest } = foldIntoConflict(rows, change);
  if (isEmptyPatch(rest.patch)) return held;
  const at = held.findLastIndex(({ state }) => state !== "conflict");
  const last = held[at];
  const isOpen = last?.state === "pending" || last?.state === "failed";
  if (isOpen && last.op === "update") return held.toSpliced(at, 1, ...dropUnchanged(mergeUpdate(last, rest)));
  if (isOpen && last.op === "create") return held.toSpliced(at, 1, mergeCreate(last, rest));
  return [...held, ...dropUnchanged({ ...rest, seq: 0, state: "pending" })];
}

/** Text that is being asked about stays with the question: it is what "mine" means. */
function foldIntoConflict(rows: Rows, change: Update): { rows: Rows; change: Update } {
  let rest = change;
  const held = rows.map((row) => {
    if (row.state !== "conflict" || row.op !== "update") return row;
    const mine = filterPatch(rest.patch, (name) => name in row.patch);
    if (isEmptyPatch(mine)) return row;
    const isOther = (name: keyof typeof mine) => !(name in mine);
    rest = { ...rest, patch: filterPatch(rest.patch, isOther), seen: filterPatch(rest.seen, isOther) };
    return { ...row, patch: { ...row.patch, ...mine }, at: change.at };
  });
  return { rows: held, change: rest };
}

/** Both in one. Editing what was refused is trying again. */
function mergeUpdate(row: UpdateRow, { patch, seen, at }: Update): UpdateRow {
  return { ...reopenRow(row), patch: { ...row.patch, ...patch }, seen: { ...seen, ...row.seen }, at };
}

function mergeCreate(row: Create, { patch }: Pick<Update, "patch">): Create {
  return { ...reopenRow(row), task: { ...row.task, ...patch } };
}

/** Text that is back to what was seen was not edited, and is nothing to ask about. */
function dropUnchanged(row: UpdateRow): UpdateRow[] {
  const isEdited = (name: keyof typeof row.patch) =>
    !comparedFields.some((field) => field === name && row.patch[field] === row.seen[field]);
  const [patch, seen] = [filterPatch(row.patch, isEdited), filterPatch(row.seen, isEdited)];
  return isEmptyPatch(patch) ? [] : [{ ...row, patch, seen }];
}

/** Out of the trash, what was refused for being in it is worth another try. */
function addRestore(rows: Rows, change: Change): Rows {
  const isRefused = (row: OutboxRow) => row.failure?.code === "in_trash";
  const again = rows.filter(isRefused).map((row) => ({ ...reopenRow(row), seq: 0 }));
  return [...rows.filter((row) => !isRefused(row)), toRow(change), ...again];
}

/** What is to be gone needs no edits. What was never made need not be deleted. */
function addDestroy(rows: Rows, change: Change): Rows {
  const sent = rows.filter(({ state }) => state === "sending");
  const isUnborn = rows.some(({ op, state }) => op === "create" && state !== "sending");
  return isUnborn && sent.length === 0 ? [] : [...sent, toRow(change)];
}

/** What the server refused for good: its row waits for the person, unless later edits replace what was wrong. */
export function failRow(rows: Rows, seq: number, failure: NonNullable<OutboxRow["failure"]>): Rows {
  const at = rows.findIndex((row) => row.seq === seq);
  const row = rows[at];
  if (!row) return rows;
  const failed: OutboxRow = { ...reopenRow(row), state: "failed", failure };
  const after = rows.slice(at + 1);
  // Gone is what it was to be in the end.
  if (failure.code === "not_found" && after.some(({ op }) => op === "destroy")) return [];
  if (failed.op === "create") return [...rows.slice(0, at), ...foldIntoCreate(failed, after)];
  if (failed.op === "update") return [...rows.slice(0, at), ...supersede(failed, after)];
  return rows.with(at, failed);
}

/** Nothing can be changed before it exists: the edits that follow belong to it, and may mend it. */
function foldIntoCreate(failed: Create, after: Rows): Rows {
  const end = after.findIndex(({ op, state }) => op !== "update" || state !== "pending");
  const edits = after.slice(0, end === -1 ? after.length : end);
  const folded = edits.reduce<Create>((row, edit) => (edit.op === "update" ? mergeCreate(row, edit) : row), failed);
  return [folded, ...after.slice(edits.length)];
}

/** A field that was edited again since need not be what was refused. The later edit is from what the first one saw. */
function supersede(failed: UpdateRow, after: Rows): Rows {
  let row = failed;
  const rest = after.map((later) => {
    if (later.op !== "update" || later.state !== "pending") return later;
    const seen = filterPatch(row.seen, (name) => name in later.patch);
    if (isEmptyPatch(seen)) return later;
    const isOther = (name: keyof typeof seen) => !(name in seen);
    row = { ...reopenRow(row), patch: filterPatch(row.patch, isOther), seen: filterPatch(row.seen, isOther) };
    return { ...later, seen: { ...later.seen, ...seen } };
  });
  return isEmptyPatch(row.patch) ? rest : [row, ...rest];
}

/** The row is tried again. A task that is gone is made again; one in the trash is taken out of it. */
export function retryRow(rows: Rows, key: string, { at, newKey }: { at: string; newKey: string }): Rows {
  const row = rows.find((row) => row.key === key && row.state === "failed");
  if (!row) return rows;
  if (row.failure?.code === "in_trash") return addRestore(rows, { op: "restore", taskId: row.taskId, key: newKey, at });
  if (row.failure?.code === "not_found" && row.lost) return recreateTask(rows, row.lost, newKey);
  return rows.map((other) => (other === row ? reopenRow(other) : other));
}

/** The task as it was, and again what was to happen to it: another device may have made it again meanwhile. */
function recreateTask(rows: Rows, lost: NonNullable<OutboxRow["lost"]>, key: string): Rows {
  const create = toRow({ op: "create", taskId: lost.id, task: pickFields(lost), key, at: lost.createdAt });
  const again = rows.map(({ lost: _, ...row }): OutboxRow => ({ ...row, seq: 0 }));
  return [create, ...again.map((row) => (row.state === "failed" ? reopenRow(row) : row))];
}

/** The row is given up. With a creation goes all that was to happen to what it would have made. */
export function discardRow(rows: Rows, key: string): Rows {
  const row = rows.find((row) => row.key === key && row.state === "failed");
  if (!row) return rows;
  const isBaseless = row.op === "create" || row.failure?.code === "not_found";
  return isBaseless ? [] : rows.filter((other) => other !== row);
}

/**
 * Rows of a task that is gone: the task as it was is remembered for those that can't be done without it. One that was
 * only to be gone is done.
 */
export function keepLost(rows: Rows, lost: NonNullable<OutboxRow["lost"]>): Rows {
  if (rows.every(({ op, state }) => op === "destroy" && state === "pending")) return [];
  const at = rows.findIndex(({ op }) => op === "update" || op === "restore");
  const row = rows[at];
  if (!row || rows.some(({ op }) => op === "create" || op === "destroy")) return rows;
  return rows.with(at, { ...row, lost });
}
