import { CalendarArrowUp, CalendarOff, type LucideIcon, Sofa, Sun, Sunrise } from "lucide-react";
import { addDays, startOfWeek, type Weekday, weekdayOf } from "@/lib/tasks/calendar";

/** A day that is one press away; null for none. */
export type DueChoice = { label: string; date: string | null; key: string; icon: LucideIcon };

const saturday: Weekday = 6;

/**
 * The days that are chosen most. The weekend is this week's Saturday, on a Saturday and Sunday itself the coming one;
 * next week is its Monday, as quick add reads the words.
 */
export function listDueChoices(today: string, weekStart: Weekday): DueChoice[] {
  const daysToSaturday = (saturday - weekdayOf(today) + 7) % 7 || 7;
  const nextWeek = addDays(startOfWeek(today, weekStart), 7);
  const monday = addDays(nextWeek, (1 - weekStart + 7) % 7);
  return [
    { label: "Today", date: today, key: "T", icon: Sun },
    { label: "Tomorrow", date: addDays(today, 1), key: "M", icon: Sunrise },
    {
      label: daysToSaturday === 7 || weekdayOf(today) === 0 ? "Next weekend" : "This weekend",
      date: addDays(today, daysToSaturday),
      key: "W",
      icon: Sofa,
    },
    { label: "Next week", date: monday, key: "N", icon: CalendarArrowUp },
    { label: "No date", date: null, key: "D", icon: CalendarOff },
  ];
}
