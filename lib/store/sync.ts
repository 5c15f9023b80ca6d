import { changesLimitMax } from "@/lib/contract/limits";
import type { Task } from "@/lib/contract/task";
import type { Client } from "./api";
import { isIdlePage, isNews, readPage, restart } from "./base";
import { reviewConflicts } from "./conflict";
import { keepLost } from "./edits";
import type { Environment } from "./environment";
import type { Memory } from "./memory";
import { groupRows, type OutboxRow, type Rows } from "./outbox";
import type { Replica } from "./replica";
import { type Claim, chooseRun, claimRun, listClaimed, type Outcome, settleRows } from "./run";
import { type Pause, readFailure, sendClaim } from "./send";

type Parts = {
  client: Client;
  memory: Memory;
  replica: Replica;
  environment: Environment;
  /** True once nothing must be sent any more, whatever is under way. */
  isStopped(): boolean;
  /** Whether a pull is due before the next row is sent. Asking is promising to do it. */
  takePull(): boolean;
  /** Told when a pull has reached its end. */
  onPulled(): void;
};

/** The two things that are done with the server, while no other tab does them. A pause says why one did not get through. */
export type Sync = {
  /** Reads what has changed, to the end. */
  pull(): Promise<Pause | undefined>;
  /** Sends what is in the outbox, in order, one at a time. */
  drain(): Promise<Pause | undefined>;
};

type Sent = Extract<Claim, { kind: "row" | "batch" }>;

// How many that do not get through are tried before a wait: what refuses everything is not asked about all of it at once.
const postponedAtOnce = 8;

// A deletion that no copy is newer than.
const forGood = Number.MAX_SAFE_INTEGER;

export function createSync({ client, memory, replica, environment, isStopped, takePull, onPulled }: Parts): Sync {
  // A batch was refused for what is gone: what else is has yet to be heard.
  let isBehind = false;
  // Tasks that do not get through, those that wait longest first: it is their turn once nothing else is to be sent.
  const postponed = new Set<string>();
  const readBase = (id: string): Task | undefined => memory.base().get(id);
  const readServerTask = (id: string): Task | undefined => readBase(id) ?? memory.page().get(id);

  async function pull(): Promise<Pause | undefined> {
    let hasRestarted = false;
    for (let hasMore = true; hasMore; ) {
      const before = memory.progress();
      const query = { since: String(before.cursor), limit: String(changesLimitMax) };
      const result = await client("listChanges", { query });
      if (isStopped()) return undefined;
      // Servers that do not agree on where we are would send us back for ever.
      if (!result.ok && result.code === "resync_required" && !hasRestarted) {
        hasRestarted = true;
        await replica.commit([], () => ({ base: restart(before) }));
        continue;
      }
      if (!result.ok) return toPause(readFailure(result));
      ({ hasMore } = result.body);
      if (hasMore && result.body.revision === before.cursor) return { kind: "busy" };
      if (isIdlePage(result.body, before)) continue;
      const base = readPage(result.body, before);
      const gone = result.body.deleted.map(({ id }) => id).filter((id) => readServerTask(id));
      await replica.commit(gone, (rows) => ({ base, rows: keepAllLost(rows) }), { isPull: true });
    }
    await keepMissing();
    onPulled();
    return undefined;
  }

  /** What a snapshot has ended without is gone, whatever the page showed. */
  async function keepMissing(): Promise<void> {
    const isMissing = (id: string) => !memory.base().has(id) && memory.rowsOf(id).length > 0;
    const missing = [...memory.page().keys()].filter(isMissing);
    if (missing.length > 0) await replica.commit(missing, (rows) => ({ rows: keepAllLost(rows) }));
  }

  function keepAllLost(rows: Rows): Rows {
    return [...groupRows(rows)].flatMap(([id, group]) => {
      const lost = readServerTask(id);
      return lost ? keepLost(group, lost) : group;
    });
  }

  async function drain(): Promise<Pause | undefined> {
    if (chooseRun(memory.outbox(), postponed).length === 0) readmit();
    let count = 0;
    while (!isStopped() && environment.isOnline()) {
      const isDue = takePull() || isBehind;
      isBehind = false;
      const pause = isDue ? await pull() : undefined;
      if (pause) return pause;
      await review();
      const run = chooseRun(memory.outbox(), postponed);
      const [first] = run;
      if (!first) return chooseRun(memory.outbox()).length > 0 ? { kind: "busy", isPartial: true } : undefined;
      const result = await sendRun(first, run);
      if (result === "postponed") count++;
      else if (result) return result;
      if (count === postponedAtOnce) return { kind: "busy", isPartial: true };
    }
    return undefined;
  }

  function readmit(): void {
    for (const id of [...postponed].slice(0, postponedAtOnce)) postponed.delete(id);
  }

  /** Questions to the person may have answered themselves. */
  async function review(): Promise<void> {
    const asked = [...memory.outbox()].filter(({ state }) => state === "conflict").map(({ taskId }) => taskId);
    const reviewAll = (rows: Rows) =>
      [...groupRows(rows)].flatMap(([id, group]) => reviewConflicts(group, readBase(id)));
    if (asked.length > 0) await replica.commit([...new Set(asked)], (rows) => ({ rows: reviewAll(rows) }));
  }

  async function sendRun(first: OutboxRow, run: Rows): Promise<Pause | "postponed" | undefined> {
    const claim = await storeClaim(run);
    // Another tab has changed the rows, and its message is on its way.
    if (claim.kind === "none") return void (await replica.catchUp());
    if (isStopped()) return undefined;
    const sent: Sent = claim.kind === "read" ? { kind: "row", row: first } : claim;
    const outcome = claim.kind === "read" ? await readFirst(claim.taskId) : await sendClaim(client, claim);
    if (isStopped()) return undefined;
    if (isPause(outcome)) return outcome;
    // What answers everything so, a portal say, has not looked at what was sent.
    const pause = outcome.kind === "blocked" ? await pull() : undefined;
    if (pause || isStopped()) return pause;
    const isPostponed = outcome.kind === "blocked" || (outcome.kind === "refused" && outcome.isUnknown === true);
    if (isPostponed && sent.kind === "row") postponed.add(first.taskId);
    // A server that tells us of a task as it was long ago is behind us: asking again at once leads nowhere.
    const isBackward = outcome.kind === "stale" && !isNews(readBase(first.taskId), outcome.task, memory.progress());
    await settle(sent, outcome);
    if (isBackward) return { kind: "busy" };
    return isPostponed ? "postponed" : undefined;
  }

  /** What is sent is marked before it is sent, so that a crash does not forget that it may have arrived. */
  async function storeClaim(run: Rows): Promise<Claim> {
    const made: { claim: Claim } = { claim: { kind: "none" } };
    const newKey = environment.makeId();
    const ids = new Set(run.map(({ taskId }) => taskId));
    await replica.commit(
      [...ids],
      (stored) => {
        const { rows, claim } = claimRun(stored, run, readBase, newKey);
        made.claim = claim;
        return { rows };
      },
      { isStrict: true },
    );
    return made.claim;
  }

  /** A task that text is to be written to, and that we don't have. */
  async function readFirst(taskId: string): Promise<Outcome | Pause> {
    const result = await client("getTask", { taskId });
    return result.ok ? { kind: "stale", task: result.body } : readFailure(result);
  }

  async function settle(sent: Sent, outcome: Outcome): Promise<void> {
    const ids = new Set(listClaimed(sent).map(({ taskId }) => taskId));
    const isMissing = sent.kind === "row" && outcome.kind === "refused" && outcome.failure.code === "not_found";
    if (sent.kind === "batch" && outcome.kind === "refused") isBehind = outcome.failure.code === "not_found";
    const lost = isMissing ? readServerTask(sent.row.taskId) : undefined;
    const gone = isMissing ? [...ids] : outcome.kind === "done" ? (outcome.gone ?? []) : [];
    const tasks = listTold(outcome);
    const base = { tasks, gone: gone.map((id) => ({ id, revision: forGood })) };
    const means = { newKey: environment.makeId(), lost };
    await replica.commit([...ids], (stored) => ({ rows: settleRows(stored, sent, outcome, means), base }));
  }

  return { pull, drain };
}

/** The tasks that an outcome tells of, as the server has them. */
function listTold(outcome: Outcome): readonly Task[] {
  if (outcome.kind === "done") return outcome.tasks ?? [];
  return "task" in outcome && outcome.task ? [outcome.task] : [];
}

const isPause = (outcome: Outcome | Pause): outcome is Pause =>
  outcome.kind === "offline" || outcome.kind === "busy" || outcome.kind === "signedOut";

/** A pull takes no refusal: what is refused is tried again later. */
const toPause = (outcome: Outcome | Pause): Pause => (isPause(outcome) ? outcome : { kind: "busy" });
