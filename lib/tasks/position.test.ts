import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { positionMaxLength, positionPattern } from "@/lib/contract/limits";
import { planMoves, positionBetween } from "./position";

const pattern = new RegExp(positionPattern);
const isValid = (position: string) => position.length <= positionMaxLength && pattern.test(position);

type Placed = { id: string; position: string };

const byPosition = (one: Placed, other: Placed) =>
  one.position < other.position || (one.position === other.position && one.id < other.id) ? -1 : 1;

const digit = fc.constantFrom(..."0129ABYZabyz");
const fraction = fc.array(digit, { maxLength: 4 }).map((digits) => digits.join("").replace(/0+$/, ""));
const anyPosition = fc.oneof(
  fc.tuple(digit, fraction).map(([one, rest]) => `a${one}${rest}`),
  fc.tuple(digit, fraction).map(([one, rest]) => `Z${one}${rest}`),
  fc.nat(300).map((revision) => `k${revision.toString(16).padStart(11, "0")}`),
  fc.constantFrom(`B${"0".repeat(25)}`, `z${"z".repeat(26)}`, `a0${"1".repeat(126)}`, `a0${"0".repeat(125)}1`),
);

describe("a position between two", () => {
  test.each([
    [null, null, "a0"],
    ["a0", null, "a1"],
    [null, "a0", "Zz"],
    ["a0", "a1", "a0V"],
    ["k00000000001", null, "k00000000002"],
    ["a0", "a0", null],
    ["a1", "a0", null],
    [null, `B${"0".repeat(25)}`, null],
    [`a0${"0".repeat(125)}1`, `a0${"0".repeat(125)}2`, null],
  ])("%s and %s is %s", (before, after, position) => {
    expect(positionBetween(before, after)).toBe(position);
  });

  test("is valid and lies between, where there is one", () => {
    const end = fc.option(anyPosition);
    fc.assert(
      fc.property(end, end, (before, after) => {
        const position = positionBetween(before, after);
        if (position === null) return;
        expect(isValid(position)).toBe(true);
        if (before !== null) expect(position > before).toBe(true);
        if (after !== null) expect(position < after).toBe(true);
      }),
    );
  });
});

/** The order that moves lead to. */
function applyMoves(ordered: Placed[], moves: Placed[]): string[] {
  const positions = new Map(moves.map(({ id, position }) => [id, position]));
  return ordered
    .map(({ id, position }) => ({ id, position: positions.get(id) ?? position }))
    .sort(byPosition)
    .map(({ id }) => id);
}

const row = (...positions: string[]): Placed[] => positions.map((position, index) => ({ id: `t${index}`, position }));

describe("moving tasks", () => {
  test("writes only what moves where there is room", () => {
    expect(planMoves(row("a0", "a1", "a2"), ["t2"], "t1")).toEqual([{ id: "t2", position: "a0V" }]);
    expect(planMoves(row("a0", "a1", "a2"), ["t0"], null)).toEqual([{ id: "t0", position: "a3" }]);
    expect(planMoves(row("a0", "a1", "a2"), ["t2", "t1"], "t0").map(({ id }) => id)).toEqual(["t2", "t1"]);
  });

  test("writes nothing where nothing moves", () => {
    expect(planMoves(row("a0", "a1", "a2"), ["t1"], "t2")).toEqual([]);
    expect(planMoves(row("a0", "a1", "a2"), ["t1"], "t1")).toEqual([]);
    expect(planMoves(row("a0"), ["unknown"], "t0")).toEqual([]);
    expect(planMoves([], ["t0"], null)).toEqual([]);
  });

  test("parts the shorter side of a tie", () => {
    const tied = row("a0", "a1", "a1", "a1", "a1", "a2");
    const moves = planMoves(tied, ["t5"], "t2");
    expect(moves.map(({ id }) => id)).toEqual(["t1", "t5"]);
    expect(applyMoves(tied, moves)).toEqual(["t0", "t1", "t5", "t2", "t3", "t4"]);
  });

  test("any order and any tasks: all come to stand as asked, the others as they stood", () => {
    const anyRow = fc
      .array(anyPosition, { maxLength: 12 })
      .map((positions) => positions.map((position, index) => ({ id: `t${index}`, position })).sort(byPosition));
    const anyId = fc.nat(13).map((index) => `t${index}`);
    fc.assert(
      fc.property(anyRow, fc.array(anyId, { maxLength: 4 }), fc.option(anyId), (ordered, ids, before) => {
        const moves = planMoves(ordered, ids, before);
        expect(moves.every(({ position }) => isValid(position))).toBe(true);
        const known = new Set(ordered.map(({ id }) => id));
        const moving = [...new Set(ids)].filter((id) => known.has(id));
        const all = ordered.map(({ id }) => id);
        const rest = all.filter((id) => !moving.includes(id));
        const target = before === null ? -1 : all.indexOf(before);
        const next = target === -1 ? undefined : all.slice(target).find((id) => !moving.includes(id));
        const place = next === undefined ? rest.length : rest.indexOf(next);
        expect(applyMoves(ordered, moves)).toEqual(rest.toSpliced(place, 0, ...moving));
      }),
      { numRuns: 2000 },
    );
  });

  test("a thousand moves to the same place stay valid", () => {
    let ordered = row("a0", "a1", "a2");
    for (let count = 0; count < 1000; count++) {
      const last = ordered.at(-1)?.id ?? "";
      const moves = new Map(planMoves(ordered, [last], ordered[1]?.id ?? null).map((move) => [move.id, move.position]));
      ordered = ordered.map(({ id, position }) => ({ id, position: moves.get(id) ?? position })).sort(byPosition);
      expect(ordered[1]?.id).toBe(last);
      expect(ordered.every(({ position }) => isValid(position))).toBe(true);
    }
  });
});
