/**
 * The phrases that can name a due, as regular expressions. They are a list of what counts rather than of what does not:
 * a bare number, month, "second", "now" or "morning" is nowhere in it, and so stays text.
 */

const boundary = "(?![\\p{L}\\p{N}_])";
const notInRange = "(?!\\s*(?:[-–—/]|to|until|till|through)\\s*\\d)";

const weekday = "(?:(?:sun|mon|tues|wednes|thurs|fri|satur)day|tues?|thu(?:rs?)?|fri|mon|wed|sat|sun)";
const month =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const year = "[1-9]\\d{3}(?!\\d)";
const ordinal = "(?:1st|2nd|3rd|[4-9]th|1\\dth|20th|21st|22nd|23rd|2[4-9]th|30th|31st)";
const dayOfMonth = `(?:${ordinal}|(?:[12]\\d|3[01]|0?[1-9])(?!\\d))`;
const period = "(?:week|month|year)";

const count =
  "(?:\\d{1,4}(?:\\.\\d{1,2})?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a few|a couple(?: of)?)";
const units = "(?:minutes|mins?|hours|hrs?|h|days|d|weeks|w|months|years)";
// Not "in 3 day steps" or "in 5 minute breaks".
const duration = `(?:half an hour|(?:an?|one|1)\\s?(?:minute|hour|day|week|month|year)|${count}\\s?${units})${boundary}`;

const afterDeadline = "(?<=(?:on|by|before|until|till|due)\\s+)";
const named = `(?:${weekday}\\.?,?\\s+)?(?:the\\s+)?`;

/** Every date phrase under the name of what reads it. The earlier are tried first. */
const datePhrases = {
  iso: `${year}-\\d{1,2}-\\d{1,2}|${year}/\\d{1,2}/\\d{1,2}`,
  dotted: `(?:${weekday},?\\s+)?\\d{1,2}\\.\\d{1,2}\\.${year}`,
  slashed: `(?:${weekday},?\\s+)?\\d{1,2}/\\d{1,2}(?:/(?:${year}|\\d{2}(?!\\d)))?(?!/|\\.\\d)`,
  dayMonth: `${named}${dayOfMonth}(?:-|\\s+of\\s+|\\.?\\s+)${month}${boundary}(?:\\.(?=\\s+\\d))?(?:(?:,?\\s+|-)${year})?`,
  monthDay: `(?:${weekday}\\.?,?\\s+)?${month}${boundary}\\.?\\s+(?:the\\s+)?${dayOfMonth}${notInRange}(?:,?\\s+${year})?`,
  periodEnd: `(?:the\\s+)?end\\s+of\\s+(?:(?:the\\s+|this\\s+|next\\s+)?${period}|${month}(?:\\s+${year})?)|eo[wmy]`,
  monthYear: `(?:in\\s+)?${month}${boundary},?\\s+${year}`,
  bareMonth: `(?:in|next)\\s+${month}|${afterDeadline}${month}`,
  dayOnly: `${afterDeadline}the\\s+${ordinal}`,
  named: "(?:the\\s+)?day\\s+after\\s+tomorrow|(?:later\\s+)?today|tonight|tomorrow|tmrw?",
  weekday: `next\\s+week,?\\s+(?:on\\s+)?${weekday}|(?:(?:this|next)\\s+)?${weekday}(?:,?\\s+next\\s+week)?`,
  weekend: "(?:this|next)\\s+weekend|(?<=(?:at|on|over|for|by)\\s+)the\\s+weekend",
  nextPeriod: `next\\s+${period}`,
  relative: `(?:in|within)\\s+${duration}(?:['’]?\\s+time)?|${duration}\\s+from\\s+(?:now|today)|\\+\\s?${duration}`,
} as const;

export type DatePhrase = keyof typeof datePhrases;

const meridiem = "[ap](?:\\.\\s?m\\.?|m)";
const hour = "(?:2[0-3]|[01]?\\d)";
const daytime = "(?:\\s+in\\s+the\\s+(?:morning|afternoon|evening)|\\s+at\\s+night)";
const clockTime = [
  `(?:1[0-2]|0?[1-9])(?:[:.][0-5]\\d)?\\s?${meridiem}`,
  `${hour}:[0-5]\\d(?!:?\\d|\\.\\d)${daytime}?`,
  `(?:1[0-2]|[1-9])(?:\\s?o['’]?\\s?clock${daytime}?|${daytime})`,
].join("|");
const partOfDay =
  "(?:in\\s+the\\s+)?(?:morning|afternoon|evening|night)|noon|midday|midnight|eod|end\\s+of\\s+(?:the\\s+)?day";
const time = `(?:(?:at|@)\\s*)?(?:${clockTime}|${partOfDay})${boundary}${notInRange}`;
const bareHour = `(?:at|@|by|before|around)\\s*${hour}(?!:|[.,]?\\d|\\s?%)${boundary}${notInRange}`;
const isLast = "(?=\\s*(?:$|[.,;!?)\\uFFFB]))";

const date = Object.entries(datePhrases)
  .map(([name, pattern]) => `(?<${name}>${pattern})`)
  .join("|");
const between = "(?:\\s*,\\s*|\\s+)(?:(?:on|by|before|around)\\s+)?";
const lead = "(?:(?:due:?|starting|beginning)\\s+)?(?:(?:on|by|at|for|before|until|till|over|around)\\s+|@\\s*)?";
/** A reference to a group that took no part matches the empty text, and no time begins with a space, a comma or a t. */
const noTimeBefore = "(?=\\k<timeBefore>)";

/**
 * A due: words that lead to it, then a date, a time, or both in either order. An ISO date goes on with a T. What is
 * hidden (U+FFFC) is as a letter. It has every part once, and no case: it is large, and is compiled while somebody types.
 */
const duePattern = new RegExp(
  `(?<![\\p{L}\\p{N}_\\uFFFC]|[\\p{L}\\p{N}][-–/'’]|\\p{N}[:.,])(?<lead>${lead})(?:` +
    `(?:(?<timeBefore>${time}|${bareHour})${between})??(?:${date})(?!(?!t\\d)[\\p{L}\\p{N}_])` +
    `(?:${noTimeBefore}(?:t|${between})(?<timeAfter>${time}|${bareHour}))?|` +
    `(?<timeAlone>this\\s+(?:morning|afternoon|evening)${boundary}|${time}|${bareHour}${isLast})` +
    ")(?![-–/’']?[\\p{L}\\p{N}_\\uFFFC])",
  "gu",
);

/** Every phrase in a text that may be a due, in the order in which they stand. The groups are in lower case. */
export const matchDues = (text: string) => text.replace(/[A-Z]+/g, (word) => word.toLowerCase()).matchAll(duePattern);

/** The date phrase that a match has. */
export function findDatePhrase(groups: Record<string, string | undefined>): { name: DatePhrase; text: string } | null {
  const names = Object.keys(datePhrases) as DatePhrase[]; // `datePhrases` has these keys and no other
  for (const name of names) {
    const text = groups[name];
    if (text !== undefined) return { name, text };
  }
  return null;
}
