import { describe, expect, test } from "vitest";
import { readDueText } from "./read-due-text";

const context = { now: "2026-11-20T12:00:00Z", zone: "UTC", locale: "en-GB", weekStart: 1 } as const;
const read = (text: string) => {
  const due = readDueText(text, context);
  return due && `${due.dueDate} ${due.dueTime ?? ""}`.trim();
};

describe("a due by itself", () => {
  test.each([
    ["fri", "2026-11-27"],
    ["next week 9am", "2026-11-23 09:00"],
    ["17 May", "2027-05-17"],
    ["May 17", "2027-05-17"],
    ["5/12", "2026-12-05"],
    ["tomorrow", "2026-11-21"],
    ["9am", "2026-11-21 09:00"],
    ["9", "2026-11-21 09:00"],
    ["noon", "2026-11-21 12:00"],
    ["in 3 days", "2026-11-23"],
    ["may", "2027-05-01"],
    ["the 25th", "2026-11-25"],
    ["2026-12-24 18:30", "2026-12-24 18:30"],
    [" sat ", "2026-11-21"],
    ["31 Dec 9999", "9999-12-31"],
  ])("%s", (text, due) => expect(read(text)).toBe(due));

  test.each(["", "soon", "fri with Bob", "yesterday", "31 February", "!1", "fri !1", "every monday"])(
    "%j is none",
    (text) => expect(read(text)).toBeNull(),
  );
});
