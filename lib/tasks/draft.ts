import { dateMax, dateMin, descriptionMaxLength, priorities, titleMaxLength } from "@/lib/contract/limits";
import type { Task } from "@/lib/contract/task";

/** What a form says about a task. */
export type Draft = Pick<Task, "title" | "description" | "dueDate" | "dueTime" | "priority">;

export type DraftField = keyof Draft;
export type DraftErrors = Partial<Record<DraftField, string>>;

/** What a form is about: the fields of the task itself. */
export function toDraft({ title, description, dueDate, dueTime, priority }: Draft): Draft {
  return { title, description, dueDate, dueTime, priority };
}

/** The number of code points, as the contract counts. */
export const countCharacters = (text: string): number => Array.from(text).length;

/** A form's fields as a draft; control characters, which a title can't have, become spaces. */
export function readDraft(form: { get(name: string): unknown }): Draft {
  const read = (name: DraftField) => {
    const value = form.get(name);
    return typeof value === "string" ? value.toWellFormed().replaceAll("\0", "") : "";
  };
  return {
    title: read("title")
      .replace(/\p{Cc}+/gu, " ")
      .trim(),
    description: read("description").replaceAll("\r\n", "\n"),
    dueDate: read("dueDate") || null,
    dueTime: read("dueTime").slice(0, 5) || null,
    priority: priorities.find((priority) => priority === read("priority")) ?? "none",
  };
}

/** What keeps a draft from being a task, by field. Empty when nothing does. */
export function checkDraft({ title, description, dueDate, dueTime }: Draft): DraftErrors {
  const errors: DraftErrors = {};
  if (!title) errors.title = "Write a title";
  else if (countCharacters(title) > titleMaxLength) errors.title = `Use at most ${titleMaxLength} characters`;
  if (countCharacters(description) > descriptionMaxLength)
    errors.description = `Use at most ${descriptionMaxLength.toLocaleString("en")} characters`;
  if (dueDate && !(dueDate.length === dateMin.length && dueDate >= dateMin && dueDate <= dateMax))
    errors.dueDate = "Use a year from 1900 to 9999";
  if (dueTime && !dueDate) errors.dueDate = "A time needs a date";
  return errors;
}

/** The fields in which a draft differs, as a JSON Merge Patch. */
export function diffDraft(from: Draft, to: Draft): Partial<Draft> {
  return {
    ...(from.title !== to.title && { title: to.title }),
    ...(from.description !== to.description && { description: to.description }),
    ...(from.dueDate !== to.dueDate && { dueDate: to.dueDate }),
    ...(from.dueTime !== to.dueTime && { dueTime: to.dueTime }),
    ...(from.priority !== to.priority && { priority: to.priority }),
  };
}
