import { expect, test } from "vitest";
import { parseQuickAdd } from "@/lib/tasks/quick-add";
import { phrases } from "./phrases";

test.each(phrases.map((phrase) => ({ ...phrase, text: phrase.pieces.map(({ text }) => text).join("") })))(
  "quick add understands “$text” as the landing page says",
  ({ text, pieces, title, due, priority = "none" }) => {
    const understood = parseQuickAdd(text, { now: "2026-11-20T10:00:00Z", zone: "UTC" });
    expect(understood.parts.map((part) => part.text)).toEqual(
      pieces.filter(({ isUnderstood }) => isUnderstood).map((piece) => piece.text),
    );
    expect(understood.title).toBe(title);
    expect(understood.priority).toBe(priority);
    expect(understood.dueTime).toBe(/\d\d:\d\d/.exec(due ?? "")?.[0] ?? null);
    expect(understood.dueDate !== null).toBe(due !== undefined);
  },
);
