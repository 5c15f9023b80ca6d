import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { priorityFaces } from "@/components/ui/priority-faces";
import { priorities } from "@/lib/contract/limits";
import { dueFilters, noOptions, type ViewOptions } from "@/lib/tasks/view-options";
import { dueNames } from "./describe-options";

const sortChoices = [
  [null, "The view’s own order"],
  ["due", "Due date"],
  ["-priority", "Priority"],
  ["title", "Title"],
  ["-created", "Newest first"],
  ["-updated", "Last changed first"],
] as const satisfies readonly (readonly [ViewOptions["sort"], string])[];

type OptionsFormProps = { options: ViewOptions; hasDueFilter: boolean; onChange(options: ViewOptions): void };

/** What a view shows and in which order. Each choice counts at once. */
export function OptionsForm({ options, hasDueFilter, onChange }: OptionsFormProps) {
  const { sort, due, priorities: chosen } = options;
  return (
    <form className="space-y-4" onSubmit={(event) => event.preventDefault()}>
      <Group legend="Sort by">
        {sortChoices.map(([value, label]) => (
          <Choice
            key={label}
            type="radio"
            name="sort"
            isChosen={sort === value}
            onChoose={() => onChange({ ...options, sort: value })}
          >
            {label}
          </Choice>
        ))}
      </Group>
      <Group legend="Priority">
        {priorities.toReversed().map((priority) => (
          <Choice
            key={priority}
            type="checkbox"
            isChosen={chosen.includes(priority)}
            onChoose={() =>
              onChange({
                ...options,
                priorities: priorities.filter((other) => chosen.includes(other) !== (other === priority)),
              })
            }
          >
            {priorityFaces[priority].name}
          </Choice>
        ))}
      </Group>
      {hasDueFilter && (
        <Group legend="Due date">
          {dueFilters.map((filter) => (
            <Choice
              key={filter}
              type="radio"
              name="due"
              isChosen={due === filter}
              onChoose={() => onChange({ ...options, due: filter })}
            >
              {dueNames[filter]}
            </Choice>
          ))}
        </Group>
      )}
      <Button className="w-full" onClick={() => onChange(noOptions)}>
        Clear
      </Button>
    </form>
  );
}

const Group = ({ legend, children }: { legend: string; children: ReactNode }) => (
  <fieldset>
    <legend className="mb-1 text-meta font-medium text-ink-3">{legend}</legend>
    {children}
  </fieldset>
);

type ChoiceProps = {
  type: "radio" | "checkbox";
  name?: string;
  isChosen: boolean;
  onChoose(): void;
  children: ReactNode;
};

const Choice = ({ type, name, isChosen, onChoose, children }: ChoiceProps) => (
  <label className="-mx-2 flex min-h-8 items-center gap-2.5 rounded-md px-2 text-small hover:bg-hover pointer-coarse:min-h-11">
    <input type={type} name={name} checked={isChosen} onChange={onChoose} className="size-4" />
    {children}
  </label>
);
