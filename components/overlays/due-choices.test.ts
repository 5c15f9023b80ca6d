import { expect, test } from "vitest";
import { listDueChoices } from "./due-choices";

const read = (today: string, weekStart: 0 | 1 | 6 = 1) =>
  Object.fromEntries(listDueChoices(today, weekStart).map(({ label, date }) => [label, date]));

test("on a Friday the weekend is tomorrow and next week begins on Monday", () => {
  expect(read("2026-11-20")).toEqual({
    Today: "2026-11-20",
    Tomorrow: "2026-11-21",
    "This weekend": "2026-11-21",
    "Next week": "2026-11-23",
    "No date": null,
  });
});

test("on a weekend the next one is offered", () => {
  expect(read("2026-11-21")).toMatchObject({ "Next weekend": "2026-11-28", "Next week": "2026-11-23" });
  expect(read("2026-11-22")).toMatchObject({ "Next weekend": "2026-11-28", "Next week": "2026-11-23" });
});

test("next week is the Monday of the reader's next week", () => {
  expect(read("2026-11-22", 0)).toMatchObject({ "Next week": "2026-11-30" });
  expect(read("2026-11-21", 0)).toMatchObject({ "Next week": "2026-11-23" });
  expect(read("2026-11-21", 6)).toMatchObject({ "Next week": "2026-11-30" });
});
