import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { getOrder } from "@/lib/tasks/order";
import { foldText } from "@/lib/tasks/search";
import { sorts } from "@/lib/tasks/view-options";
import { createPerson, listAll } from "../api";
import { execute } from "../database";
import { anyTask } from "../task-arbitrary";

const letters = [..."aAáÁäbBßcçČdeéfﬁgiIİıkKlŁmnñoøœpqrsSſtuüvwxyzZΑαΣςσοЖжשع한글日本①½ 0129.,-_'\"!?()🎂"];
const word = fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 8 }).map((all) => `x${all.join("")}`);

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

  it("every text folds alike", async () => {
    const texts = fc.sample(word, { numRuns: 500, seed: 1 });
    const rows = await execute(
      sql`select fold(text) as folded from jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb) with ordinality as all_texts (text, place) order by place`,
    );
    expect(rows.map(({ folded }) => folded)).toEqual(texts.map(foldText));
  });
});
