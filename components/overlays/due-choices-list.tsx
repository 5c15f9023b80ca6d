"use client";

import type { KeyboardEvent, RefObject } from "react";
import { useReader } from "@/components/app/reader";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { describeShortDay } from "./describe-short-day";
import { listDueChoices } from "./due-choices";

type DueChoicesProps = {
  ref: RefObject<HTMLDivElement | null>;
  date: string | null;
  onChoose(date: string | null): void;
};

/** The days that are chosen most, by press or arrows. */
export function DueChoices({ ref, date, onChoose }: DueChoicesProps) {
  const { today, locale, weekStart } = useReader();

  function move(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = Array.from(ref.current?.querySelectorAll("button") ?? []);
    const at = buttons.findIndex((button) => button.matches(":focus"));
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would want a legend that can be seen
    <div ref={ref} role="group" aria-label="Suggested days" onKeyDown={move} className="p-1 max-md:px-2">
      {listDueChoices(today, weekStart).map((choice) => (
        <button
          key={choice.label}
          type="button"
          data-key={choice.key.toLowerCase()}
          aria-pressed={choice.date === date && date !== null}
          onClick={() => onChoose(choice.date)}
          className="flex min-h-8 w-full items-center gap-2.5 rounded-md px-2 text-start text-small -outline-offset-2 hover:bg-hover aria-pressed:font-medium aria-pressed:text-accent-ink pointer-coarse:min-h-11"
        >
          <span className="inline-grid size-5 place-items-center text-ink-2">
            <Icon of={choice.icon} />
          </span>
          <span className="flex-1">{choice.label}</span>
          <span aria-hidden="true" className="contents">
            <Kbd keys={choice.key} className="group-has-[input:focus]/due:invisible" />
          </span>
          <span className="min-w-8 text-end text-meta text-ink-3">
            {choice.date && describeShortDay(choice.date, today, locale)}
          </span>
        </button>
      ))}
    </div>
  );
}
