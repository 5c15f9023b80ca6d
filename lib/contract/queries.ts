import { z } from "zod";
import {
  batchMaxOperations,
  changesLimitDefault,
  changesLimitMax,
  listLimitDefault,
  listLimitMax,
  priorities,
  searchMaxLength,
} from "./limits";
import { boundedText, date, priority, revision, uuid } from "./scalars";
import { taskCreateSchema, taskPatchSchema, taskSchema } from "./task";

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,16}$/, { error: "must be a whole number" })
    .transform(Number)
    .pipe(
      z
        .number()
        .min(min, { error: `must be at least ${min}` })
        .max(max, { error: `must be at most ${max}` }),
    )
    .meta({ type: "integer", minimum: min, maximum: max });

export const sortKeys = ["position", "created", "updated", "due", "priority", "title"] as const;
const sorts = sortKeys.flatMap((key) => [key, `-${key}`] as const);

const flag = z
  .enum(["true", "false"], { error: "must be true or false" })
  .transform((value) => value === "true")
  .meta({ type: "boolean" });

export const listQuerySchema = z.strictObject({
  status: z.enum(["pending", "completed", "all"]).default("all"),
  q: boundedText(searchMaxLength).optional().meta({
    description: "Words in title and description, whatever their case, accents and hyphens",
    maxLength: searchMaxLength,
  }),
  priority: z
    .preprocess((value) => (typeof value === "string" ? [value] : value), z.array(priority).max(priorities.length))
    .optional()
    .meta({ description: "Repeat it for several", type: "array", items: { type: "string", enum: priorities } }),
  dueBefore: date.optional().meta({ description: "Inclusive" }),
  dueAfter: date.optional().meta({ description: "Inclusive" }),
  trashed: flag.default(false).meta({ description: "Only the trash" }),
  sort: z.enum(sorts).default("position").meta({ description: "`-` for descending; nulls last both ways; ties by id" }),
  limit: wholeNumber(1, listLimitMax).default(listLimitDefault),
  cursor: z.string().max(2000).optional().meta({ description: "`nextCursor` of the page before" }),
});

export type ListQuery = z.infer<typeof listQuerySchema>;

export const taskPageSchema = z
  .strictObject({ items: z.array(taskSchema), nextCursor: z.string().nullable() })
  .meta({ id: "TaskPage" });

export type TaskPage = z.infer<typeof taskPageSchema>;

export const changesQuerySchema = z.strictObject({
  since: wholeNumber(0, Number.MAX_SAFE_INTEGER).meta({ description: "The `revision` of the answer before, or 0" }),
  limit: wholeNumber(1, changesLimitMax).default(changesLimitDefault),
});

export const changesSchema = z
  .strictObject({
    items: z.array(taskSchema),
    deleted: z.array(z.strictObject({ id: uuid, revision })),
    revision,
    hasMore: z.boolean(),
  })
  .meta({ id: "Changes" });

export type Changes = z.infer<typeof changesSchema>;

export const deleteQuerySchema = z.strictObject({
  permanent: flag.default(false).meta({ description: "Gone for good instead of to the trash" }),
});

const ifRevision = revision.optional().meta({ description: "Refuse the batch unless the task is at this revision" });

export const batchSchema = z
  .strictObject({
    operations: z
      .array(
        z.discriminatedUnion("op", [
          z.strictObject({ op: z.literal("create"), task: taskCreateSchema }),
          z.strictObject({ op: z.literal("update"), id: uuid, task: taskPatchSchema, ifRevision }),
          z.strictObject({ op: z.literal("complete"), id: uuid, completed: z.boolean().default(true), ifRevision }),
          z.strictObject({ op: z.literal("delete"), id: uuid, ifRevision }),
          z.strictObject({ op: z.literal("restore"), id: uuid, ifRevision }),
        ]),
      )
      .min(1)
      .max(batchMaxOperations),
  })
  .meta({ id: "Batch" });

export type Batch = z.infer<typeof batchSchema>;

export const batchResultSchema = z
  .strictObject({
    results: z.array(taskSchema).meta({ description: "One task per operation, in order, as the whole batch left it" }),
  })
  .meta({ id: "BatchResult" });
