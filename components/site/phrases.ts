import type { priorities } from "@/lib/contract/limits";

/** A line as someone types it, in pieces: those that quick add understands, and the text between them. */
export type Phrase = {
  pieces: readonly { text: string; isUnderstood?: true }[];
  title: string;
  due?: string;
  priority?: (typeof priorities)[number];
};

/** What the landing page says about quick add; a test asks quick add. */
export const phrases: readonly Phrase[] = [
  {
    pieces: [
      { text: "Pay rent " },
      { text: "tomorrow 9am", isUnderstood: true },
      { text: " " },
      { text: "!1", isUnderstood: true },
    ],
    title: "Pay rent",
    due: "Tomorrow, 09:00",
    priority: "high",
  },
  {
    pieces: [
      { text: "Send the report " },
      { text: "on Friday", isUnderstood: true },
      { text: " " },
      { text: "!2", isUnderstood: true },
    ],
    title: "Send the report",
    due: "Friday",
    priority: "medium",
  },
  {
    pieces: [{ text: "Dentist " }, { text: "3 December 14:30", isUnderstood: true }],
    title: "Dentist",
    due: "3 Dec, 14:30",
  },
  { pieces: [{ text: "Buy tickets for “Sunday in May”" }], title: "Buy tickets for “Sunday in May”" },
];
