import { z } from "zod";
import { quickAddMaxLength } from "./limits";
import { boundedText, priority, timeZone } from "./scalars";
import { taskSchema } from "./task";

/** POST quick: a line such as "Pay rent tomorrow 9am !1". */
export const quickAddSchema = z
  .strictObject({
    text: boundedText(quickAddMaxLength).meta({
      minLength: 1,
      maxLength: quickAddMaxLength,
      description: "A title, with a due date or time in English and a priority (`!1` high to `!4` none) anywhere in it",
    }),
    timeZone: timeZone.meta({
      description: "IANA name of the zone in which the words are meant, such as Europe/Berlin",
    }),
    dryRun: z.boolean().default(false).meta({ description: "Only read the text; create nothing" }),
  })
  .meta({ id: "QuickAdd" });

const offset = z.int().min(0);

/** What a line was understood as, and the task that was made of it. */
export const quickAddResultSchema = z
  .strictObject({
    task: taskSchema.nullable().meta({ description: "The new task; null on a dry run" }),
    title: z.string().meta({ description: "The text without its parts" }),
    dueDate: z.iso.date().nullable(),
    dueTime: z.iso.time({ precision: -1 }).nullable(),
    priority,
    parts: z
      .array(
        z.strictObject({
          kind: z.enum(["date", "time", "priority"]),
          start: offset,
          end: offset,
          text: z.string(),
          value: z.string().meta({
            description: "`YYYY-MM-DD` or `YYYY-MM-DDTHH:MM` of a date, `HH:MM` of a time elsewhere, a priority",
          }),
        }),
      )
      .meta({ description: "The words that were understood, in order; offsets count UTF-16 code units" }),
  })
  .meta({ id: "QuickAddResult" });
