"use client";

import { useRef, useState } from "react";
import { nameTasks } from "@/components/app/name-tasks";
import { useReader } from "@/components/app/reader";
import { useTaskCommands } from "@/components/app/task-commands";
import type { AnchoredOverlay } from "@/components/app/workspace";
import { toAnchor } from "@/components/ui/anchor";
import { Popover } from "@/components/ui/popover";
import { DueChoices } from "./due-choices-list";
import { DueField } from "./due-field";
import { MonthCalendar } from "./month-calendar";
import { TimeField } from "./time-field";
import { readCommon, useOverlayTasks } from "./use-overlay-tasks";

type DuePickerProps = AnchoredOverlay & { onClose(): void };

/** When tasks are due: typed, one of the days that are chosen most, or any day, and a time. */
export function DuePicker({ ids, anchor, point, onClose }: DuePickerProps) {
  const { today, locale, weekStart } = useReader();
  const { setDue } = useTaskCommands();
  const tasks = useOverlayTasks(ids, onClose);
  const field = useRef<HTMLInputElement>(null);
  const choices = useRef<HTMLDivElement>(null);
  const [place] = useState(() => toAnchor(anchor, point));
  const common = readCommon(tasks, ({ dueDate }) => dueDate);
  const date = common ?? null;
  const time = readCommon(tasks, ({ dueTime }) => dueTime) ?? "";
  /** What the time field shows; it counts once a day is chosen, or the picker is left other than by Escape. */
  const [typedTime, setTypedTime] = useState(time);
  const isTimeChanged = typedTime !== time;

  function choose(dueDate: string | null, dueTime?: string | null) {
    const given = isTimeChanged ? typedTime || null : undefined;
    const chosen = dueTime ?? given;
    setDue(ids, { dueDate, ...(chosen !== undefined && dueDate !== null && { dueTime: chosen }) });
    onClose();
  }

  function applyTime() {
    if (isTimeChanged) choose(date ?? today);
    else onClose();
  }

  return (
    <Popover
      anchor={place}
      label={`Due date of ${nameTasks(tasks)}`}
      initialFocus={field}
      onClose={(how) => (how === "escape" ? onClose() : applyTime())}
      className="group/due md:w-80"
    >
      <DueField
        ref={field}
        date={date}
        onApply={({ dueDate, dueTime }) => choose(dueDate, dueTime ?? undefined)}
        onLeave={() => choices.current?.querySelector("button")?.focus()}
      />
      <DueChoices ref={choices} date={date} onChoose={choose} />
      <div className="border-t border-line px-3 pt-2 pb-1">
        <MonthCalendar selected={date} today={today} locale={locale} weekStart={weekStart} onSelect={choose} />
      </div>
      {/* Tasks of several days would all get one. */}
      {common !== undefined && (
        <TimeField value={typedTime} isChanged={isTimeChanged} onChange={setTypedTime} onApply={applyTime} />
      )}
    </Popover>
  );
}
