import { z } from "zod";
import {
  batchMaxOperations,
  changesLimitDefault,
  changesLimitMax,
  listLimitDefault,
  listLimitMax,
  priorities,
  searchMaxLength,
  searchWordsMax,
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

const longPage = "At most so many; a page of long texts ends before";

export const listQuerySchema = z.strictObject({
  status: z.enum(["pending", "completed", "all"]).default("all"),
  q: boundedText(searchMaxLength)
    .refine((value) => new Set(value.trim().split(/\s+/)).size <= searchWordsMax, {
      error: `must have at most ${searchWordsMax} different words`,
      params: { code: "too_many_words" },
    })
    .optional()
    .meta({
      description: `At most ${searchWordsMax} words, each somewhere in title and description, whatever their case, accents and hyphens. A search of much text may end a page before it is full: follow \`nextCursor\` until it is null`,
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
  limit: wholeNumber(1, listLimitMax).default(listLimitDefault).meta({ description: longPage }),
  cursor: z.string().max(2000).optional().meta({ description: "`nextCursor` of the page before" }),
});

export type ListQuery = z.infer<typeof listQuerySchema>;

export const taskPageSchema = z
  .strictObject({ items: z.array(taskSchema), nextCursor: z.string().nullable() })
  .meta({ id: "TaskPage" });

export type TaskPage = z.infer<typeof taskPageSchema>;

export const changesQuerySchema = z.strictObject({
  since: wholeNumber(0, Number.MAX_SAFE_INTEGER).meta({ description: "The `revision` of the answer before, or 0" }),
  limit: wholeNumber(1, changesLimitMax).default(changesLimitDefault).meta({ description: longPage }),
});

const deletionSchema = z
  .strictObject({ id: uuid, revision })
  .meta({ id: "Deletion", description: "A task that is gone for good, and the counter at its deletion" });

export type Deletion = z.infer<typeof deletionSchema>;

export const changesSchema = z
  .strictObject({
    items: z.array(taskSchema),
    deleted: z.array(deletionSchema),
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
          z
            .strictObject({ op: z.literal("destroy"), id: uuid, ifRevision })
            .meta({ description: "Gone for good, whether or not it is in the trash" }),
        ]),
      )
      .min(1)
      .max(batchMaxOperations),
  })
  .meta({ id: "Batch" });

export type Batch = z.infer<typeof batchSchema>;

export const batchResultSchema = z
  .strictObject({
    results: z.array(z.union([taskSchema, deletionSchema])).meta({
      description:
        "One per operation, in order: the task as the whole batch left it. A deletion only where the batch destroyed it",
    }),
  })
  .meta({ id: "BatchResult" });

export type BatchResult = z.infer<typeof batchResultSchema>["results"][number];
