import { describe, expect, it } from "vitest";
import { isReadText } from "./statement-kind";

describe("a statement", () => {
  it.each<[sql: string, reads: boolean]>([
    ['select "id", "updated_at", "deleted_at" from "task"', true],
    ['select "id" from "task" for update', false],
    ["with tick as (insert into user_clock values (1)) select 1", false],
    ["select refuse('TD404', '{}')", false],
    ['insert into "task" select 1', false],
  ])("only reads, or not: %s", (sql, reads) => {
    expect(isReadText(sql)).toBe(reads);
  });
});
