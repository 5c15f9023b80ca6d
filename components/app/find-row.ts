/** A task's row, if it is drawn. */
export function findRow(id: string): HTMLElement | null {
  return document.querySelector(`[data-task-id="${CSS.escape(id)}"]`);
}

/** The row that an element is in. */
export function rowOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-task-id]") : null;
}
