import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText } from "@/lib/tasks/fold";
import { getOrder } from "@/lib/tasks/order";
import { sorts } from "@/lib/tasks/view-options";
import { createPerson, listAll } from "../api";
import { execute } from "../database";
import { anyTask } from "../task-arbitrary";

const letters = [..."aAáÁäbBßcçČdeéfﬁgiIİıkKlŁmnñoøœpqrsSſtuüvwxyzZΑαΣςσοЖжשع한글日本①½ 0129.,-_'\"!?()🎂"];
const word = fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 8 }).map((all) => `x${all.join("")}`);

/** Every character of the planes that have letters and marks, each behind a letter, 256 in a text. */
function listCharacters(): string[] {
  const texts: string[] = [];
  for (let first = 0; first < 0xe2000; first += 256) {
    if (
      (first >= 0xd800 && first < 0xe000) ||
      (first >= 0x20000 && first < 0x2f800) ||
      (first >= 0x30000 && first < 0xe0000)
    )
      continue;
    const points = Array.from({ length: 256 }, (_, index) => first + index).filter((point) => point > 0);
    texts.push(points.map((point) => `a${String.fromCodePoint(point)}`).join(" "));
  }
  return texts;
}

/** The texts as the database folds them, a few at a time, for a statement may not take long. */
async function foldInDatabase(texts: readonly string[]): Promise<unknown[]> {
  const folded: unknown[] = [];
  for (let first = 0; first < texts.length; first += 100) {
    const some = JSON.stringify(texts.slice(first, first + 100));
    const rows = await execute(
      sql`select fold(text) as folded from jsonb_array_elements_text(${some}::jsonb) with ordinality as part (text, place) order by place`,
    );
    folded.push(...rows.map(({ folded }) => folded));
  }
  return folded;
}

describe("what the browser does by itself, the server does the same", () => {
  it("every sort orders alike", async () => {
    const person = await createPerson();
    const operations = fc.sample(fc.tuple(anyTask, word), { numRuns: 90, seed: 1 }).map(([task, title]) => {
      const { description, completed, priority, dueDate, dueTime, position } = task;
      return { op: "create", task: { title, description, completed, priority, dueDate, dueTime, position } };
    });
    await person.call("POST", "/api/tasks/batch", { body: { operations } });
    const tasks = await listAll(person);
    expect(tasks.length).toBe(operations.length);
    for (const sort of sorts) {
      const titles = (await listAll(person, `sort=${sort}`)).map(({ title }) => title);
      expect([sort, tasks.toSorted(getOrder(sort)).map(({ title }) => title)]).toEqual([sort, titles]);
    }
  });

  it("every character and every text folds alike", async () => {
    const anyText = fc.string({ unit: "binary", maxLength: 30 }).map((text) => text.replaceAll("\0", ""));
    const texts = [
      ...listCharacters(),
      ...fc.sample(word, { numRuns: 500, seed: 1 }),
      ...fc.sample(anyText, { numRuns: 2000, seed: 1 }),
    ];
    const folded = await foldInDatabase(texts);
    const differing = texts.filter((text, index) => foldText(text) !== folded[index]);
    expect(differing).toEqual([]);
  });
});
