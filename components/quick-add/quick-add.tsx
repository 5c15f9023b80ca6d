"use client";

import { CornerDownLeft } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { TitleCounter } from "@/components/ui/title-counter";
import { useSaid } from "@/components/ui/use-said";
import type { NewTask } from "@/lib/store/actions";
import { countCharacters } from "@/lib/tasks/characters";
import { writeNumber } from "@/lib/tasks/formats";
import { replaceText } from "./insert-text";
import { QuickAddField } from "./quick-add-field";
import { type DraftReading, joinLines } from "./read-draft";
import { sayUnderstood, Understood } from "./understood";
import { useQuickAdd } from "./use-quick-add";

export type QuickAddProps = {
  /** The day that a task gets that names none: of Today's field, or of a day in Upcoming. */
  defaultDate?: string | null;
  /** One task, or the lines of a paste. Shown at once; never fails. */
  onAdd(tasks: NewTask[]): void;
  /** Escape, Cancel, or ⌘Enter. What is typed and not added is there when a field opens again. */
  onClose?(): void;
  autoFocus?: boolean;
  /** Phrases to try; a click writes one into the field and adds nothing. */
  examples?: readonly string[];
  placeholder?: string;
};

const low = "min-h-7.5! pointer-coarse:min-h-11!";

/** A field that takes a task as people say it: “Pay rent tomorrow 9am !1”. */
export function QuickAdd(props: QuickAddProps) {
  const { defaultDate = null, onAdd, onClose, autoFocus = false, examples = [], placeholder = "Add a task" } = props;
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const { reader, draft, reading, prepare, setText, refuse, acceptAll, dropDay, ...quick } = useQuickAdd(
    defaultDate,
    onAdd,
  );
  const { count, excess, parts } = reading;
  const isEmpty = count === 0;
  const said = useSaid(sayUnderstood(reading, reader));
  useFirstFocus(field, autoFocus, setText);

  function add(thenClose = false) {
    const isAdded = quick.add();
    if (isAdded && thenClose) onClose?.();
    else field.current?.focus();
  }

  function hearEscape(event: KeyboardEvent) {
    if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
    if (draft.refused.length > 0) acceptAll();
    else if (onClose) onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <form
      aria-label="Add a task"
      noValidate
      onKeyDown={hearEscape}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <div className="rounded-xl border border-control bg-card p-3 shadow-card has-[textarea:focus]:border-focus forced-colors:has-[textarea:focus]:outline-2">
        <QuickAddField
          field={field}
          text={draft.text}
          parts={parts}
          placeholder={placeholder}
          describedBy={`${id}-hint ${id}-excess`}
          isInvalid={excess !== null}
          onText={setText}
          onRefuse={(part) => refuse([part])}
          onSubmit={({ thenClose }) => add(thenClose)}
          onFocus={prepare}
        />
        <p id={`${id}-hint`} className="sr-only">
          Words such as “tomorrow 9am” and “!1” become the date and the priority. Backspace behind them keeps them text.
        </p>
        <TitleCounter count={countCharacters(reading.task?.title ?? "")} />
        <div id={`${id}-excess`}>
          {excess && (
            <Excess excess={excess} count={count} onAddWithRest={() => quick.addWithRest() && field.current?.focus()} />
          )}
        </div>
        <div className="mt-1.5 flex flex-wrap items-center gap-2">
          <Understood
            reading={reading}
            day={draft.isDated ? defaultDate : null}
            reader={reader}
            onRefuse={(parts) => {
              refuse(parts);
              field.current?.focus();
            }}
            onDropDay={() => {
              dropDay();
              field.current?.focus();
            }}
          />
          <div className="ms-auto flex flex-wrap items-center justify-end gap-2">
            {count > 1 && (
              <Button
                className={low}
                onClick={() => field.current && replaceText(field.current, joinLines(draft.text))}
              >
                Keep as one line
              </Button>
            )}
            {onClose && count <= 1 && (
              <Button look="quiet" className={low} onClick={onClose}>
                Close
              </Button>
            )}
            <Button
              type="submit"
              look="primary"
              aria-disabled={isEmpty || undefined}
              className={`${low} aria-disabled:opacity-50`}
            >
              {count > 1 ? `Add ${count} tasks` : "Add task"}
              <kbd className="rounded border border-current/60 px-1 py-0.5 pointer-coarse:hidden">
                <Icon of={CornerDownLeft} className="size-2.5" />
              </kbd>
            </Button>
          </div>
        </div>
      </div>
      {draft.text === "" && examples.length > 0 && (
        <Examples examples={examples} onPick={(example) => field.current && replaceText(field.current, example)} />
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </form>
  );
}

type ExcessProps = { excess: NonNullable<DraftReading["excess"]>; count: number; onAddWithRest(): void };

function Excess({ excess: { line, length }, count, onAddWithRest }: ExcessProps) {
  const which = count > 1 ? `Line ${line} is ` : "";
  const characters = length === 1 ? "1 character" : `${writeNumber(length)} characters`;
  return (
    <p className="mt-1 text-small text-high">
      {which}
      {characters} too long for a title. Shorten it, or{" "}
      <button type="button" onClick={onAddWithRest} className="link">
        add it with the rest as its description
      </button>
      .
    </p>
  );
}

function Examples({ examples, onPick }: { examples: readonly string[]; onPick(example: string): void }) {
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2">
      <span className="text-small text-ink-3">Try</span>
      {examples.map((example) => (
        <Button key={example} className="font-normal" onClick={() => onPick(example)}>
          {example}
        </Button>
      ))}
    </div>
  );
}

/** Puts the focus behind what the field holds, and takes over what was typed before this code was there. */
function useFirstFocus(
  field: { readonly current: HTMLTextAreaElement | null },
  autoFocus: boolean,
  onText: (text: string) => void,
) {
  const [start] = useState(() => ({ autoFocus, onText }));
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    if (element.value !== element.defaultValue) start.onText(element.value);
    // Whoever gives it the focus: one goes on behind what is there.
    element.setSelectionRange(element.value.length, element.value.length);
    if (start.autoFocus) element.focus();
  }, [field, start]);
}
