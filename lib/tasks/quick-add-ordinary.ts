import type { DueWords } from "./quick-add-due";
import { skipped } from "./quick-add-protected";

/** A phrase that may name a due, and what stands around it. `lead`: the words that lead to it, such as "by". */
export type Phrase = DueWords & { text: string; lead: string; before: string; after: string };

type Rule = { because: string; applies(phrase: Phrase): boolean };

const endsWith = (text: string, words: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})\\s+$`, "iu").test(text);

const stop = new RegExp(`^[\\s${skipped}]*(?:$|[.,;:!?)\\]])`, "u");
const nothing = new RegExp(`^[\\s${skipped}]*$`, "u");
const nameFollows = /^\s+\p{Lu}\p{L}/u;

const isDateAlone = ({ date, time }: Phrase, name: string) => date?.name === name && time === null;
const isTimeAlone = ({ date }: Phrase) => date === null;
/** "by" and "on" say that a date follows; "for" and "at" may lead to anything. */
const isDeadline = ({ lead }: Phrase) => /\b(?:on|by|before|until|till|due|starting|beginning)\b/i.test(lead);

const quantities = "every|each|any|all|most|many|some|several|no|per";
const determiners =
  "the|an?|another|my|your|his|her|its|our|their|that|last|past|previous|first|second|third|fourth|fifth|\\d+(?:st|nd|rd|th)";
const subjects = "i|you|he|she|we|they|it|who|that|had|has|have|and|in|of|some|more|much|full|get|getting|enjoy|love";
const feasts =
  "black|good|ash|easter|cyber|palm|ruby|freaky|maundy|shrove|super|bowl|throwback|casual|fat|giving|bloody|manic|stormy|blue|whit";

/**
 * Why words that look like a due are ordinary words after all. Whatever is not listed here or protected is a due if it
 * is one of the phrases of the grammar; who means something else refuses it.
 */
const rules: readonly Rule[] = [
  {
    because: "it says which, not when: notes from yesterday, summary of 5 Dec, move the call to Friday",
    applies: ({ before }) =>
      endsWith(
        before,
        "(?:of|from|since|to|than|between|about|after|like|called|named|vs\\.?|versus|via)(?:\\s+(?:the|this|an?))?",
      ),
  },
  {
    because: "it repeats, which a due does not: every Monday, each morning, every other Friday",
    applies: ({ before }) => endsWith(before, `(?:${quantities})(?:\\s+(?:other|second|single|\\d+))?`),
  },
  {
    because: "it is the time of something on a day of its own: tomorrow's 9am call",
    applies: (phrase) => isTimeAlone(phrase) && /(?:day|tomorrow|tonight|week)['’]s\s+$/i.test(phrase.before),
  },
  {
    because: "a noun: the Monday report, last Friday, the second Tuesday, my next week",
    applies: ({ date, lead, before }) =>
      lead === "" && /^(?:weekday|weekend|nextPeriod)$/.test(date?.name ?? "") && endsWith(before, determiners),
  },
  {
    because: "a name: Black Friday, Friday the 13th, Saturday Night Live, High Noon, USA Today",
    applies: ({ date, text, before, after }) =>
      (date?.name === "weekday" && (endsWith(before, feasts) || /^\s+the\s+\d/i.test(after))) ||
      (/\bNight$/.test(text) && nameFollows.test(after)) ||
      (/^noon$/i.test(text) && endsWith(before, "high")) ||
      (/^today$/i.test(text) && endsWith(before, "usa")),
  },
  {
    because: "mon, wed, sat and sun are words besides: Sat down with Bob, Read Sun Tzu, in the sun",
    applies: (phrase) => {
      if (!isDateAlone(phrase, "weekday") || !/^(?:mon|wed|sat|sun)$/i.test(phrase.text)) return false;
      if (isDeadline(phrase)) return nameFollows.test(phrase.after);
      const isLast = stop.test(phrase.after) && !nothing.test(phrase.before);
      return !isLast || phrase.lead !== "" || endsWith(phrase.before, `${determiners}|${subjects}`);
    },
  },
  {
    because: "a month by itself may be a person or a verb: by May Sarton, in March Madness",
    applies: ({ date, text, after }) =>
      (date?.name === "bareMonth" && nameFollows.test(after)) ||
      // "may 5 people come": the month would have a capital.
      (/^monthDay$/.test(date?.name ?? "") &&
        /^(?:may|march)\s+\d+$/.test(text) &&
        /^\s+(?!at\b|by\b|on\b)\p{Ll}{2}/u.test(after)) ||
      (/^dayMonth$/.test(date?.name ?? "") &&
        /^\d+\s+(?:may|march)$/.test(text) &&
        /^\s+(?!at\b|by\b|on\b)\p{Ll}{2}/u.test(after)),
  },
  {
    because: "a fraction or a score: 1/2 cup, 2/3 done, 24/7",
    applies: (phrase) => {
      if (!isDateAlone(phrase, "slashed") || !/^\d+\/\d+$/.test(phrase.text) || isDeadline(phrase)) return false;
      return !(
        stop.test(phrase.after) && /\b0\d|(?:1[3-9]|2\d|3[01])\/\d\d|\d\d\/(?:1[3-9]|2\d|3[01])/.test(phrase.text)
      );
    },
  },
  {
    because: "a place in a row: on the 1st floor, by the 2nd attempt",
    applies: (phrase) => isDateAlone(phrase, "dayOnly") && !stop.test(phrase.after),
  },
  {
    because: "a part of the day that says nothing of which: morning run, drive at night, midnight snack",
    applies: (phrase) => {
      if (!isTimeAlone(phrase) || /\d|^this|in\s+the|eod|end\s+of/i.test(phrase.text)) return false;
      if (/morning|afternoon|evening|(?<!mid)night/i.test(phrase.text)) return true;
      return (
        phrase.lead === "" &&
        !/^(?:at|@)/i.test(phrase.text) &&
        !(stop.test(phrase.after) && !nothing.test(phrase.before))
      );
    },
  },
  {
    because: "a length or a ratio: run it in 22:30, 4:30 minutes, ratio 16:09",
    applies: (phrase) =>
      isTimeAlone(phrase) &&
      phrase.lead === "" &&
      (endsWith(phrase.before, "in|under|over|within|ratio|score|scored?|won|lost|takes|took|lasts") ||
        /^\s*(?:min(?:ute)?s?|h(?:ou)?rs?|sec(?:ond)?s?)\b/i.test(phrase.after)),
  },
  {
    because: "one end of a span: 9am to 5pm, 5pm - late, 2 - 3pm",
    applies: ({ text, before }) =>
      /^(?:at\s+|@\s*)?\d/i.test(text) &&
      /(?:^|\s)\d{1,2}(?::\d\d)?\s*(?:[ap]m)?\s*(?:-|–|—|to|until|till)\s*$/i.test(before),
  },
];

/** Whether a phrase is ordinary text here, by the table of rules. */
export function isOrdinary(phrase: Phrase): boolean {
  return rules.some(({ applies }) => applies(phrase));
}

/** What between two phrases makes them a list or a span, of which neither is the due: Tue and Thu, Monday to Friday. */
export const joins = /^\s*(?:,|;|\/|&|\+|-|–|—|and|or|to|until|till|through|thru|then)\s*(?:on\s+|at\s+)?$/i;
