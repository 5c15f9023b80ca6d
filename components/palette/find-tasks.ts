import type { Task } from "@/lib/contract/task";
import { foldText } from "@/lib/tasks/fold";
import { hasEveryWord } from "@/lib/tasks/search";

/**
 * The first tasks that have every word, and how many have: the open ones first, among them those with the words in their
 * title, each kind in the order given. The trash is left out. The words are folded.
 */
export function findTasks(
  tasks: readonly Task[],
  words: readonly string[],
  limit: number,
): { tasks: Task[]; total: number } {
  const kinds: [title: Task[], text: Task[], done: Task[]] = [[], [], []];
  let total = 0;
  for (const task of tasks) {
    if (task.deletedAt !== null || !hasEveryWord(task, words)) continue;
    total++;
    // The others would not be shown: from here on they are only counted.
    if (kinds[0].length === limit) continue;
    const kind = kinds[getKind(task, words)];
    if (kind && kind.length < limit) kind.push(task);
  }
  return { tasks: kinds.flat().slice(0, limit), total };
}

function getKind({ title, completed }: Task, words: readonly string[]): number {
  if (completed) return 2;
  const folded = foldText(title);
  return words.every((word) => folded.includes(word)) ? 0 : 1;
}
