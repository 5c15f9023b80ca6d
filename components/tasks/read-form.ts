import { flushSync } from "react-dom";
import { checkDraft, type Draft, type DraftErrors, type DraftField, readDraft } from "@/lib/tasks/draft";

const inOrder: DraftField[] = ["title", "description", "dueDate", "dueTime", "priority"];

/** The draft in a form. When it is no task yet, says so with `show`, moves the focus to the first wrong field, and returns undefined. */
export function readForm(form: HTMLFormElement, show: (errors: DraftErrors) => void): Draft | undefined {
  const draft = readDraft(new FormData(form));
  const errors: DraftErrors = { ...findHalfTyped(form), ...checkDraft(draft) };
  flushSync(() => show(errors));
  const first = inOrder.find((name) => errors[name]);
  const field = first && form.elements.namedItem(first);
  if (field instanceof HTMLElement) field.focus();
  return first ? undefined : draft;
}

/** A date that is typed in part has no value; the browser alone knows that something is there. */
function findHalfTyped(form: HTMLFormElement): DraftErrors {
  const isHalf = (name: DraftField) => {
    const field = form.elements.namedItem(name);
    return field instanceof HTMLInputElement && field.validity.badInput;
  };
  return {
    ...(isHalf("dueDate") && { dueDate: "Enter the whole date" }),
    ...(isHalf("dueTime") && { dueTime: "Enter the whole time" }),
  };
}
