"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { DayPicker, type DayPickerProps } from "react-day-picker";
import { Icon } from "@/components/ui/icon";
import { dateMax, dateMin } from "@/lib/contract/limits";
import type { Weekday } from "@/lib/tasks/calendar";

type MonthCalendarProps = {
  selected: string | null;
  today: string;
  locale: string;
  weekStart: Weekday;
  onSelect(date: string): void;
};

// In UTC every day has its 24 hours, and none is missing.
const toMoment = (date: string) => new Date(`${date}T12:00:00Z`);
const toDate = (moment: Date) => new Date(moment.getTime()).toISOString().slice(0, 10);

/** A month of days to choose from. Its arrows move by days and weeks, Page Up and Down by months, with Shift by years. */
export function MonthCalendar({ selected, today, locale, weekStart, onSelect }: MonthCalendarProps) {
  return (
    <DayPicker
      mode="single"
      required
      timeZone="UTC"
      noonSafe
      showOutsideDays
      fixedWeeks
      navLayout="around"
      weekStartsOn={weekStart}
      selected={selected ? toMoment(selected) : undefined}
      defaultMonth={toMoment(selected ?? today)}
      today={toMoment(today)}
      startMonth={toMoment(dateMin)}
      endMonth={toMoment(dateMax)}
      onSelect={(day) => onSelect(toDate(day))}
      classNames={classNames}
      components={components}
      {...speak(locale)}
    />
  );
}

/** The library's own words are English; the reader's come from `Intl`. */
function speak(locale: string): Pick<DayPickerProps, "formatters" | "labels"> {
  const write = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC", calendar: "gregory" });
    return (moment: Date) => format.format(moment.getTime());
  };
  const month = write({ month: "long", year: "numeric" });
  const day = write({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const number = new Intl.NumberFormat(locale, { useGrouping: false });
  return {
    formatters: {
      formatCaption: month,
      formatWeekdayName: write({ weekday: "narrow" }),
      formatDay: (moment) => number.format(Number(toDate(moment).slice(8))),
    },
    labels: {
      labelGrid: month,
      labelWeekday: write({ weekday: "long" }),
      labelDayButton: (moment, { today, selected }) =>
        [today && "Today", day(moment), selected && "selected"].filter(Boolean).join(", "),
      labelPrevious: () => "Previous month",
      labelNext: () => "Next month",
    },
  };
}

const components: NonNullable<DayPickerProps["components"]> = {
  Chevron: ({ orientation }) => (
    <Icon of={orientation === "left" ? ChevronLeft : ChevronRight} className="size-4 rtl:-scale-x-100" />
  ),
};

const monthButton =
  "absolute top-0 inline-grid size-8 place-items-center rounded-md text-ink-2 hover:bg-hover hover:text-ink aria-disabled:opacity-40 pointer-coarse:size-11";

const classNames: NonNullable<DayPickerProps["classNames"]> = {
  root: "w-full select-none",
  month: "relative",
  button_previous: `${monthButton} start-0`,
  button_next: `${monthButton} end-0`,
  month_caption: "flex h-8 items-center justify-center pointer-coarse:h-11",
  caption_label: "text-small font-medium",
  month_grid: "mt-1 w-full table-fixed border-collapse",
  weekday: "h-7 text-meta font-normal text-ink-3",
  day: "group/day p-0 text-center",
  day_button:
    "relative mx-auto grid h-8 w-full max-w-9 place-items-center rounded-lg text-small tabular-nums hover:bg-hover pointer-coarse:h-11 pointer-coarse:max-w-11 group-data-today/day:font-semibold group-data-today/day:text-accent-ink group-data-outside/day:text-ink-3 group-data-selected/day:bg-accent group-data-selected/day:font-semibold group-data-selected/day:text-on-accent! forced-colors:group-data-selected/day:outline-2 forced-colors:group-data-today/day:underline group-data-today/day:after:absolute group-data-today/day:after:bottom-1 group-data-today/day:after:size-1 group-data-today/day:after:rounded-full group-data-today/day:after:bg-current",
};
