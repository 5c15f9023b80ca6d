import { expect } from "vitest";
import type { Task } from "@/lib/contract/task";
import { changesOf, type Person } from "./api";

/** What a `since` within a first snapshot carries: docs/decisions/0007-changes-of-a-long-snapshot.md. */
export const snapshotBit = 2 ** 52;

/** Someone who keeps a copy of a person's tasks by following the changes, so many at a time. */
export class Follower {
  readonly tasks = new Map<string, Task>();
  since = 0;
  hasMore = true;
  readonly #person: Person;
  readonly #limit: number;

  constructor(person: Person, limit: number) {
    this.#person = person;
    this.#limit = limit;
  }

  startAgain(): void {
    this.tasks.clear();
    this.since = 0;
    this.hasMore = true;
  }

  /** Reads the next page; at 410, the first of a new snapshot. */
  async readPage(): Promise<void> {
    const answer = await this.#person.call("GET", `/api/tasks/changes?since=${this.since}&limit=${this.#limit}`);
    if (answer.status === 410) {
      expect(this.since).not.toBe(0);
      this.startAgain();
      return this.readPage();
    }
    const { items, deleted, revision, hasMore } = changesOf(answer);
    const revisions = [...items, ...deleted].map((entry) => entry.revision);
    const counted = new Set(revisions);
    expect([counted.size, revisions.length <= this.#limit]).toEqual([revisions.length, true]);
    for (const list of [items, deleted])
      expect(list.map((entry) => entry.revision)).toEqual(list.map((entry) => entry.revision).sort((a, b) => a - b));
    // A page that has more behind it is full, and leads on; past the horizon without the bit.
    const isFurther = revision % snapshotBit > this.since % snapshotBit;
    if (hasMore) expect([revisions.length, isFurther]).toEqual([this.#limit, true]);
    for (const task of items) this.tasks.set(task.id, task);
    for (const { id } of deleted) this.tasks.delete(id);
    this.since = revision;
    this.hasMore = hasMore;
  }

  async readToEnd(): Promise<void> {
    do await this.readPage();
    while (this.hasMore);
  }

  /** The copy, in the order of the changes. */
  list(): Task[] {
    return sortByRevision([...this.tasks.values()]);
  }
}

export function sortByRevision(tasks: Task[]): Task[] {
  return tasks.sort((one, other) => one.revision - other.revision);
}
