import { dateMax, dateMin, priorities } from "@/lib/contract/limits";
import type { Draft, DraftErrors } from "@/lib/tasks/draft";
import { FormField, tieError } from "./form-field";

const priorityNames = { none: "No priority", low: "Low", medium: "Medium", high: "High" } as const;

type DueFieldsProps = { idPrefix: string; draft?: Draft; errors: DraftErrors; isCompact?: boolean };

/** Due date, due time and priority. `isCompact`: labels are there for those who can't see the controls. */
export function DueFields({ idPrefix, draft, errors, isCompact = false }: DueFieldsProps) {
  const look = isCompact ? "field min-h-8 text-small! pointer-coarse:min-h-11 pointer-coarse:text-base!" : "field";
  const ids = { date: `${idPrefix}-date`, time: `${idPrefix}-time`, priority: `${idPrefix}-priority` };
  return (
    <div className="flex flex-wrap gap-2">
      <FormField
        id={ids.date}
        label="Due date"
        error={errors.dueDate}
        isLabelHidden={isCompact}
        className="min-w-36 max-sm:flex-1"
      >
        <input
          type="date"
          name="dueDate"
          min={dateMin}
          max={dateMax}
          defaultValue={draft?.dueDate ?? ""}
          className={look}
          {...tieError(ids.date, errors.dueDate)}
        />
      </FormField>
      <FormField
        id={ids.time}
        label="Due time"
        error={errors.dueTime}
        isLabelHidden={isCompact}
        className="min-w-28 max-sm:flex-1"
      >
        <input
          type="time"
          name="dueTime"
          defaultValue={draft?.dueTime ?? ""}
          className={look}
          {...tieError(ids.time, errors.dueTime)}
        />
      </FormField>
      <FormField
        id={ids.priority}
        label="Priority"
        error={errors.priority}
        isLabelHidden={isCompact}
        className="min-w-32 max-sm:flex-1"
      >
        <select id={ids.priority} name="priority" defaultValue={draft?.priority ?? "none"} className={look}>
          {priorities.map((priority) => (
            <option key={priority} value={priority}>
              {priorityNames[priority]}
            </option>
          ))}
        </select>
      </FormField>
    </div>
  );
}
