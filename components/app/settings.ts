import type { Weekday } from "@/lib/tasks/calendar";

export const themes = ["system", "light", "dark"] as const;
const sidebars = ["auto", "open", "closed"] as const;
const weekStarts = [0, 1, 6] as const satisfies readonly Weekday[];

/** What a person chose for this device. */
export type Settings = {
  theme: (typeof themes)[number];
  /** The first day of the week; null for what the locale says. */
  weekStart: (typeof weekStarts)[number] | null;
  /** Whether letters alone are shortcuts (WCAG 2.1.4). */
  hasLetterKeys: boolean;
  /** `auto`: open where there is room for it. */
  sidebar: (typeof sidebars)[number];
};

/** The settings in cookies, so that the server's first paint knows them. What they can't mean is the default. */
export function readSettings(cookies: { get(name: string): { value: string } | undefined }): Settings {
  const read = (name: string) => cookies.get(name)?.value;
  return {
    theme: themes.find((theme) => theme === read("theme")) ?? "system",
    weekStart: weekStarts.find((day) => String(day) === read("week-start")) ?? null,
    hasLetterKeys: read("letter-keys") !== "off",
    sidebar: sidebars.find((sidebar) => sidebar === read("sidebar")) ?? "auto",
  };
}

/** The cookies that say so. */
export function writeSettings({ theme, weekStart, hasLetterKeys, sidebar }: Settings): Record<string, string> {
  return {
    theme,
    "week-start": weekStart === null ? "" : String(weekStart),
    "letter-keys": hasLetterKeys ? "on" : "off",
    sidebar,
  };
}
