/** What has the focus, as far as keys go. */
export type Focus = "page" | "control" | "field" | "overlay";

const panel = '[aria-labelledby="task-heading"]';
// The panel is a dialog where it lies over the list; keys are about its task all the same.
const overlays = `dialog, [role="dialog"]:not(${panel}), [role="alertdialog"], [role="menu"], [role="listbox"]`;
const fields = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
const controls = 'a[href], button, summary, [role="button"], [role="checkbox"], [role="switch"], [role="tab"]';
// Inputs that nothing is typed into, and whose own keys are Space and Enter alone.
const pressedTypes = ["checkbox", "button", "submit", "reset", "image", "file", "color"];

/** What is there to hear a key before the page does. */
export function readFocus(element: Element | null): Focus {
  if (!element) return "page";
  if (element.closest(overlays)) return "overlay";
  if (element instanceof HTMLInputElement && pressedTypes.includes(element.type)) return "control";
  if (element.closest(fields)) return "field";
  return element.closest(controls) ? "control" : "page";
}

export const isTyping = (): boolean => readFocus(document.activeElement) === "field";

/** Leaves the field that has the focus. */
export function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** Whether the open task lies over the list, whose rows are out of reach then. */
export const isListCovered = (): boolean => document.querySelector(`${panel}[role="dialog"]`) !== null;

/** Gives the focus to the view's own field for new tasks, if there is one in sight. */
export function focusAddField(): boolean {
  if (isListCovered()) return false;
  const found = [...document.querySelectorAll<HTMLElement>("#main [data-quick-add] textarea")];
  const field = found.find((field) => field.checkVisibility());
  field?.focus();
  return field !== undefined;
}

/** Gives the focus to the field of the search screen. */
export const focusSearchField = (): void => document.querySelector<HTMLInputElement>("#search-field")?.select();

/** Whether the focus is in the panel of the open task. */
export const isInPanel = (): boolean => document.activeElement?.closest(panel) != null;

/** Gives the focus to the title of the open task, behind what is there. */
export function focusTitleField(): void {
  const field = document.querySelector<HTMLTextAreaElement>(`${panel} textarea`);
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}
