"use client";

import { CalendarSearch } from "lucide-react";
import { type RefObject, useEffect, useId, useState } from "react";
import { useReader } from "@/components/app/reader";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { useFocusAtOnce } from "@/components/ui/use-focus-at-once";
import { describeDue } from "@/lib/tasks/dates";

type Due = { dueDate: string; dueTime: string | null };
type DueFieldProps = {
  ref: RefObject<HTMLInputElement | null>;
  /** The date that a time by itself belongs to. */
  date: string | null;
  onApply(due: Due): void;
  /** Arrow down, from the field to what is below it. */
  onLeave(): void;
};

const loadReading = () => import("./read-due-text");

/** A due in words; what it is understood as stands below while it is typed. */
export function DueField({ ref, date, onApply, onLeave }: DueFieldProps) {
  const { today, zone, locale, weekStart } = useReader();
  const id = useId();
  const [text, setText] = useState("");
  useFocusAtOnce(ref);
  const [reading, setReading] = useState<Awaited<ReturnType<typeof loadReading>>>();
  useEffect(() => {
    loadReading().then(setReading, () => {});
  }, []);
  const context = { now: new Date().toISOString(), zone, locale, weekStart, day: date };
  const due = text.trim() === "" ? null : reading?.readDueText(text, context);
  const isUnknown = Boolean(reading) && text.trim() !== "" && !due;
  return (
    <form
      className="border-b border-line p-2 max-md:px-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (due) onApply(due);
      }}
    >
      <label htmlFor={id} className="sr-only">
        Type a date
      </label>
      <div className="relative">
        <Icon of={CalendarSearch} className="absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-ink-3" />
        <input
          ref={ref}
          id={id}
          value={text}
          maxLength={100}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="done"
          placeholder="Fri, next week 9am, 17 May"
          aria-describedby={`${id}-understood`}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown" || event.nativeEvent.isComposing) return;
            event.preventDefault();
            onLeave();
          }}
          className="field ps-8.5! text-small! pointer-coarse:text-base!"
        />
      </div>
      <p id={`${id}-understood`} role="status" className="min-h-0 text-meta">
        {due && (
          <span className="flex items-center justify-between gap-2 px-1 pt-1.5 text-done">
            {describeDue(due, today, locale)}
            <span aria-hidden="true" className="contents">
              <Kbd keys="Enter" />
            </span>
          </span>
        )}
        {isUnknown && <span className="block px-1 pt-1.5 text-ink-2">Not a date from today on that Tend knows.</span>}
      </p>
    </form>
  );
}
