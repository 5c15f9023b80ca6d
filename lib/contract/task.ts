import { z } from "zod";
import { descriptionMaxLength, titleMaxLength } from "./limits";
import { boundedText, date, line, pastTimestamp, position, priority, revision, time, timestamp, uuid } from "./scalars";

/** A task as the API answers it. */
export const taskSchema = z
  .strictObject({
    id: uuid,
    title: z.string(),
    description: z.string(),
    completed: z.boolean(),
    completedAt: timestamp.nullable(),
    priority,
    dueDate: z.iso.date().nullable(),
    dueTime: time.nullable(),
    position: z.string(),
    deletedAt: timestamp.nullable(),
    revision,
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: "Task" });

export type Task = z.infer<typeof taskSchema>;

const fields = {
  title: line(titleMaxLength).meta({ description: "Plain text, trimmed" }),
  description: boundedText(descriptionMaxLength).meta({ maxLength: descriptionMaxLength, description: "Markdown" }),
  completed: z.boolean(),
  completedAt: pastTimestamp.nullable().meta({ description: "Follows `completed`; a past moment may be given" }),
  priority,
  dueDate: date.nullable().meta({ description: "A calendar date; it does not shift with the time zone" }),
  dueTime: time.nullable().meta({ description: "Wall-clock time in the owner's time zone; needs `dueDate`" }),
  position,
};

type Completion = { completed?: boolean | undefined; completedAt?: string | null | undefined };
type Due = { dueDate?: string | null | undefined; dueTime?: string | null | undefined };

const completionAgrees = (task: Completion) =>
  task.completed === undefined || task.completedAt === undefined || task.completed === (task.completedAt !== null);
const completionMessage = {
  error: "must be set exactly when completed is true",
  path: ["completedAt"],
  params: { code: "contradiction" },
};
const dueMessage = { error: "needs a dueDate", path: ["dueTime"], params: { code: "needs_due_date" } };
const dueAgrees = (task: Due) => !task.dueTime || Boolean(task.dueDate);

const { title, ...optional } = fields;

const whole = z.strictObject({ title, ...z.object(optional).partial().shape });

/** POST: only the title is required; the id may be the client's. */
export const taskCreateSchema = whole
  .extend({ id: uuid.optional() })
  .refine(completionAgrees, completionMessage)
  .refine(dueAgrees, dueMessage)
  .meta({ id: "TaskCreate" });

/** PUT: what is absent takes its default; the position is kept. */
export const taskReplaceSchema = whole
  .refine(completionAgrees, completionMessage)
  .refine(dueAgrees, dueMessage)
  .meta({ id: "TaskReplace" });

/** PATCH: JSON Merge Patch (RFC 7396). What is not named is not touched. */
export const taskPatchSchema = z
  .strictObject({ title, ...optional })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, {
    error: "must name at least one field",
    params: { code: "empty" },
  })
  .refine(completionAgrees, completionMessage)
  .refine((patch) => patch.dueDate !== null || !patch.dueTime, dueMessage)
  .meta({ id: "TaskPatch", minProperties: 1 });

export const completionSchema = z.strictObject({ completed: z.boolean().default(true) }).meta({ id: "Completion" });

export type TaskCreate = z.infer<typeof taskCreateSchema>;
export type TaskReplace = z.infer<typeof taskReplaceSchema>;
export type TaskPatch = z.infer<typeof taskPatchSchema>;
