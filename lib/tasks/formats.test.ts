import { expect, test } from "vitest";
import { createWriter, remember } from "./formats";

test("what is remembered is made once, and never grows past its limit", () => {
  const made: string[] = [];
  const join = remember((text: string, count: number) => {
    made.push(text + count);
    return text + count;
  }, 2);
  expect([join("a", 1), join("a", 1), join("b", 1)]).toEqual(["a1", "a1", "b1"]);
  expect(made).toEqual(["a1", "b1"]);
  expect([join("c", 1), join("a", 1)]).toEqual(["c1", "a1"]);
  expect(made).toEqual(["a1", "b1", "c1", "a1"]);
});

test("a moment is written in the Gregorian calendar and in the reader's zone, with plain spaces", () => {
  const write = createWriter({ day: { day: "numeric", month: "short" }, time: { timeStyle: "short" } });
  expect(write("day", "2026-11-20", "fa-IR-u-nu-latn")).toBe("20 نوامبر");
  expect(write("time", "2026-11-20T13:02:00.000Z", "en-US", "Europe/Berlin")).toBe("2:02 PM");
});
