import { describe, expect, it } from "vitest";
import { createPerson, createTask, listAll } from "../api";

const library = {
  milk: { title: "Buy MILK", description: "two bottles" },
  cafe: { title: "Café Zürich", description: "Ångström, naïve façade" },
  decomposed: { title: "Cafe\u0301 noir" },
  percent: { title: "100% sure" },
  underscore: { title: "snake_case" },
  backslash: { title: "C:\\temp" },
  quotes: { title: `it's "quoted"` },
  istanbul: { title: "İSTANBUL" },
  greek: { title: "ΟΔΟΣ" },
  cyrillic: { title: "Ёлка" },
  ligature: { title: "eﬃcient" },
  wide: { title: "ＡＢＣ" },
  japanese: { title: "東京 タワー" },
  arabic: { title: "مرحبا بالعالم" },
  emoji: { title: "party 🎉" },
  danish: { title: "Smørrebrød" },
  polish: { title: "Łódź" },
  german: { title: "Straße" },
  norse: { title: "Æther" },
  curly: { title: "don’t" },
  straight: { title: "won't" },
  hyphen: { title: "E-mail" },
  open: { title: "well known" },
  dash: { title: "now - then" },
  hebrew: { title: "שָׁלוֹם" },
  pointed: { title: "كِتَاب" },
  diaeresis: { title: "the sign ¨" },
  tab: { title: "x", description: "first\tline\nsecond\u00a0line" },
};
type Name = keyof typeof library;

/** What is asked, and what is found. */
const cases: [q: string, found: Name[]][] = [
  ["milk", ["milk"]],
  ["Milk", ["milk"]],
  ["milk bottles", ["milk"]],
  ["BOTTLES   buy", ["milk"]],
  ["milk wine", []],
  ["cafe", ["cafe", "decomposed"]],
  ["CAFÉ", ["cafe", "decomposed"]],
  ["cafe\u0301", ["cafe", "decomposed"]],
  ["zurich", ["cafe"]],
  ["zu\u0308rich facade angstrom", ["cafe"]],
  ["ÅNGSTRÖM", ["cafe"]],
  ["%", ["percent"]],
  ["100%", ["percent"]],
  ["_", ["underscore"]],
  ["snake_", ["underscore"]],
  ["snakeXcase", []],
  ["\\", ["backslash"]],
  ["c:\\temp", ["backslash"]],
  ["'", ["quotes", "curly", "straight"]],
  ["it's", ["quotes"]],
  ['"quoted"', ["quotes"]],
  ["istanbul", ["istanbul"]],
  ["İstanbul", ["istanbul"]],
  ["οδος", ["greek"]],
  ["елка", ["cyrillic"]],
  ["ЁЛКА", ["cyrillic"]],
  ["efficient", ["ligature"]],
  ["abc", ["wide"]],
  ["東京", ["japanese"]],
  ["タワー 東京", ["japanese"]],
  ["مرحبا", ["arabic"]],
  ["🎉", ["emoji"]],
  ["second line", ["tab"]],
  ["first", ["tab"]],
  ["xfirst", []],
  ["{milk}", []],
  ["milk,", []],
  ["null", []],
  ["smorrebrod", ["danish"]],
  ["lodz", ["polish"]],
  ["strasse", ["german"]],
  ["STRAẞE", ["german"]],
  ["aether", ["norse"]],
  ["don't", ["curly"]],
  ["won’t", ["straight"]],
  ["email", ["hyphen"]],
  ["e\u2011mail", ["hyphen"]],
  ["e-mai", ["hyphen"]],
  ["wellknown", []],
  ["-", ["dash"]],
  ["שלום", ["hebrew"]],
  ["كتاب", ["pointed"]],
  ["كتـاب", ["pointed"]],
  ["¨", ["diaeresis"]],
  ["\u0301", []],
  ["\u200b\u00ad", []],
  ["\u200b milk", ["milk"]],
];

describe("q", () => {
  it("finds words in title and description, whatever their case and accents; every sign is a letter", async () => {
    const person = await createPerson();
    for (const fields of Object.values(library)) await createTask(person, fields);
    const names = Object.fromEntries(Object.entries(library).map(([name, { title }]) => [title, name]));
    const found: [string, (string | undefined)[]][] = [];
    for (const [q] of cases) {
      const tasks = await listAll(person, `q=${encodeURIComponent(q)}`);
      found.push([q, tasks.map(({ title }) => names[title])]);
    }
    expect(found).toEqual(cases);
  });

  it("of no words finds everything", async () => {
    const person = await createPerson();
    for (const fields of Object.values(library)) await createTask(person, fields);
    for (const q of ["", "%20", "%20%09%0A", "%C2%A0"])
      expect(await listAll(person, `q=${q}`)).toHaveLength(Object.keys(library).length);
  });

  it("finds what was changed, and no longer what it was", async () => {
    const person = await createPerson();
    const { id } = await createTask(person, { title: "before" });
    await person.call("PATCH", `/api/tasks/${id}`, { body: { title: "after" } });
    expect(await listAll(person, "q=before")).toEqual([]);
    expect(await listAll(person, "q=after")).toHaveLength(1);
  });

  it("finds at the end of the longest description", async () => {
    const person = await createPerson();
    await createTask(person, { description: `${"😀".repeat(9995)}Ende!` });
    expect(await listAll(person, "q=ENDE!")).toHaveLength(1);
  });
});
