const shownLength = 40;

/** “Call the bank”, or “3 tasks”: what a message calls tasks. A long title is cut. */
export function nameTasks(tasks: readonly { title: string }[]): string {
  const [first] = tasks;
  return tasks.length === 1 && first ? `“${shorten(first.title)}”` : `${tasks.length} tasks`;
}

function shorten(title: string): string {
  const characters = Array.from(title);
  return characters.length <= shownLength ? title : `${characters.slice(0, shownLength).join("").trimEnd()}…`;
}
