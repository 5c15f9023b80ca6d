import { Calendar, Flag } from "lucide-react";
import type { ReaderDay } from "@/components/app/reader";
import { priorityFaces } from "@/components/ui/priority-faces";
import type { NewTask } from "@/lib/store/actions";
import { describeDate, describeDay, describeTime } from "@/lib/tasks/dates";
import type { QuickAddPart } from "@/lib/tasks/quick-add";
import { Chip } from "./chip";
import type { DraftReading } from "./read-draft";

const isPriority = ({ kind }: QuickAddPart) => kind === "priority";

/** Sat, 21 Nov 09:00. */
function describeDue({ dueDate, dueTime }: NewTask, { today, locale }: ReaderDay): string {
  return [dueDate && describeDate(dueDate, today, locale), dueTime && describeTime(dueTime, locale)]
    .filter(Boolean)
    .join(" ");
}

type UnderstoodProps = {
  reading: DraftReading;
  /** The field's own day, if it counts. */
  day: string | null;
  reader: ReaderDay;
  onRefuse(parts: readonly QuickAddPart[]): void;
  onDropDay(): void;
};

/** What a line was understood to say, each with a way to refuse it. */
export function Understood({ reading: { task, parts }, day, reader, onRefuse, onDropDay }: UnderstoodProps) {
  // Of several lines there is no one date or priority.
  const dueParts = parts.filter((part) => task && !isPriority(part));
  const priorityParts = parts.filter((part) => task && isPriority(part));
  const due = task && dueParts.length > 0 ? describeDue(task, reader) : null;
  const ownDay = day && describeDay(day, reader.today, reader.locale);
  const priority = task?.priority ?? "none";
  return (
    <>
      {due !== null && (
        <Chip
          icon={Calendar}
          label={due}
          removeLabel={`Not due ${due}`}
          className="text-accent-ink"
          onRemove={() => onRefuse(dueParts)}
        />
      )}
      {due === null && ownDay !== null && (
        <Chip
          icon={Calendar}
          label={ownDay}
          removeLabel={`Not due ${ownDay}`}
          className="text-ink-2"
          onRemove={onDropDay}
        />
      )}
      {priorityParts.length > 0 && (
        <Chip
          icon={Flag}
          label={priorityFaces[priority].name}
          removeLabel={priority === "none" ? "Not “No priority”" : `Not ${priority} priority`}
          className={priorityFaces[priority].tone}
          onRemove={() => onRefuse(priorityParts)}
        />
      )}
    </>
  );
}

/** What was understood, to be said aloud; empty when nothing was. */
export function sayUnderstood({ task, parts, count, excess }: DraftReading, reader: ReaderDay): string {
  if (excess) return "Too long for a title";
  if (count > 1) return `${count} lines. Enter adds ${count} tasks.`;
  if (!task || parts.length === 0) return "";
  const due = parts.some((part) => !isPriority(part)) ? `Due ${describeDue(task, reader)}` : "";
  const priority = parts.some(isPriority) ? `Priority ${task.priority ?? "none"}` : "";
  return [due, priority].filter(Boolean).join(". ");
}
