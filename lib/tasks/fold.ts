// The tables of the SQL function fold() in drizzle/0005_fold.sql: whoever changes one writes a migration for the other.

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII, which most texts are
const ascii = /^[\x00-\x7f]*$/;

// All but what stays as it is: signs that Unicode takes apart into a space and a mark, which would be no word, and
// letters that came after Unicode 10 or may still come, of which servers and browsers know different things.
const stable =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: the marks themselves are meant
  /[^\u00a8\u00af\u00b4\u00b8\u02d8-\u02dd\u037a\u0384\u0385\u0897\u1ac0-\u1aff\u1c80-\u1cbf\u1fbd-\u1fc1\u1fcd-\u1fcf\u1fdd-\u1fdf\u1fed\u1fee\u1ffd\u1ffe\u2017\u203e\u2c2f\u2c5f\u309b\u309c\ua7b8-\ua7f6\ufc5e-\ufc63\ufe49-\ufe4c\ufe70-\ufe7f\uffe3\u{10000}-\u{103ff}\u{10500}-\u{1d3ff}\u{1d800}-\u{1e8ff}\u{1e960}-\u{1efff}\u{1fb00}-\u{1ffff}\u{40000}-\u{10ffff}]+/gu;

// Marks that a reader may leave out, and what shows nothing. Marks that are letters to a reader stay, for without them
// it is another word: the vowel signs of India and South-East Asia, and the Japanese dakuten.
const dropped =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: the marks themselves are meant
  /[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0711\u0730-\u074a\u0897-\u089f\u08ca-\u08ff\u115f\u1160\u17b4\u17b5\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u3164\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff0-\ufff8\u{1e944}-\u{1e94a}\u{e0000}-\u{e0fff}]+/gu;

// Letters that do not come apart, apostrophes, quotation marks, hyphens and spaces, each above what stands for it.
const from =
  "đðøłħŧıŋĸƀɓƈɖɗɛəǝƒǥɠƙɨɲɔɵʉʋƴƶʒ\u03c2\u0671\u0649\u06cc\u06a9\u0629\u2018\u2019\u201a\u201b\u02bb\u02bc\u02bd\u02b9\u2032\u2035´\u1ffd\u1fbd\u1fbf\u2039\u203a\u055a\u05f3\ua78c\u201c\u201d\u201e\u201f«»\u05f4\u301d\u301e\u301f\u2010\u2011\u2012\u2013\u2212\u2043\u058a\u05be\u1806\u2044\u0009\u000a\u000b\u000c\u000d\u0085\u1680\u2028\u2029";
const to =
  "ddolhtinqbbcddeeefggkinoouvyzz\u03c3\u0627\u064a\u064a\u0643\u0647'''''''''''''''''''\"\"\"\"\"\"\"\"\"\"---------/         ";
const long = new Map([
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["þ", "th"],
]);

const isReplaced = new RegExp(`[${from}${[...long.keys()].join("")}\u1c90-\u1cba\u1cbd-\u1cbf]`, "g");

function replaceLetter(letter: string): string {
  const at = from.indexOf(letter);
  // Georgian's capitals are as far from its letters, each of them.
  const georgian = () => String.fromCharCode(letter.charCodeAt(0) - 0x1c90 + 0x10d0);
  return long.get(letter) ?? (at < 0 ? georgian() : to.charAt(at));
}

// A hyphen that touches a word.
const hyphen = /([^ -])-|-(?=[^ -])/g;

/** Folded character by character: what `foldText` does but for hyphens. */
export function foldCharacters(text: string): string {
  const lower = ascii.test(text)
    ? text.toLowerCase()
    : text.replace(stable, (run) => run.normalize("NFKD").toLowerCase()).replace(dropped, "");
  return lower.replace(isReplaced, replaceLetter);
}

/** Without the hyphens that touch a word: "e-mail" is "email", and a hyphen alone is itself. */
export const joinHyphens = (folded: string): string => folded.replace(hyphen, "$1");

/** Where `joinHyphens` has each UTF-16 code unit of its result from. */
export function mapHyphens(folded: string): number[] {
  const kept = Array.from({ length: folded.length }, (_, index) => index);
  for (const { 0: found, index } of [...folded.matchAll(hyphen)].toReversed()) kept.splice(index + found.length - 1, 1);
  return kept;
}

/**
 * Text as a search compares it, and as the server's `fold()` has it: in lower case, without accents and what shows
 * nothing, with one letter, apostrophe, quotation mark, hyphen and space for those that people take for the same.
 */
export const foldText = (text: string): string => joinHyphens(foldCharacters(text));
