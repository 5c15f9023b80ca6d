/** Gives the focus to a row's first control, else to the list's heading. */
export function focusFirst(row: Element | undefined): void {
  const control = row?.querySelector("[data-first]") ?? document.getElementById("list-heading");
  if (control instanceof HTMLElement) control.focus();
}

/**
 * Remembers where a row is, and returns what gives the focus back if the row, or what had the focus in it, goes:
 * to the row itself, else to its neighbour, else to the list's heading.
 */
export function holdFocus(row: Element): () => void {
  const rows = Array.from(document.querySelectorAll("[data-task]"));
  const index = rows.indexOf(row);
  const candidates = [row, ...rows.slice(index + 1), ...rows.slice(0, Math.max(0, index)).reverse()];
  const had = row.contains(document.activeElement) || document.activeElement === document.body;
  return () => {
    if (!had || (document.activeElement && document.activeElement !== document.body)) return;
    focusFirst(candidates.find((candidate) => candidate.isConnected));
  };
}
