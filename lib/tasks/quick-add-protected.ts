/**
 * What is never a date, whatever it looks like: quotations, addresses, code, versions, prices, phone numbers, the time in
 * other zones.
 */
const protectedPatterns: readonly RegExp[] = [
  // "…", '…', `…`: an opening mark stands before a word and a closing one behind, which 5" and don't do not.
  /(?<![\p{L}\p{N}])(["'`])(?=\S)(?:(?!\1).|(?<=\p{L})\1(?=\p{L}))*?(?<=\S)\1(?![\p{L}\p{N}])/gsu,
  /“[^”]*”|„[^“”]*[“”]|«[^»]*»|(?<![\p{L}\p{N}])‘[^‘]*?(?<=\S)’(?![\p{L}\p{N}])/gu,
  // https://…, www.…, mailto:…; ada@example.com; example.com, notes.txt.
  /(?<![\p{L}\p{N}])(?:[a-z][a-z0-9+.-]*:\/\/|www\.|mailto:|tel:)\S+/giu,
  /(?<![^\s<>(),;])[^\s@<>(),;]+@[^\s@<>(),;]+\.[^\s@<>(),;]+/gu,
  /(?<![\p{L}\p{N}_.-])[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.\p{L}{2,}(?:[/?#:]\S*)?(?![\p{L}\p{N}])/gu,
  // #monday, @sunny, #12.
  /(?<![\p{L}\p{N}])(?:#[\p{L}\p{N}_-]+|@\p{L}[\p{L}\p{N}_-]*)/gu,
  // v2, v1.10, 1.2.3, 192.168.0.1; not 5.12.2027.
  /(?<![\p{L}\p{N}.])(?:v\d+(?:\.\d+)*|(?!\d{1,2}\.\d{1,2}\.\d{4}(?!\.?\d))\d+(?:\.\d+){2,})(?![\p{L}\p{N}])/giu,
  // $5, € 12.50; 5 €, 5 USD; 5%.
  /[$€£¥₹]\s?\d[\d.,]*/gu,
  /(?<![\p{L}\p{N}])\d[\d.,]*\s?(?:[$€£¥₹%]|(?:usd|eur|gbp|chf|dollars?|euros?|pounds?|bucks|cents?|percent)(?!\p{L}))/giu,
  // +49 30 123456, (030) 12345, 555-1234, 0171 1234567.
  /\+\d[\d\s()/.-]{5,}\d|\(\d{2,5}\)\s?\d[\d\s-]{3,}\d|(?<![\p{L}\p{N}-])\d{3}(?:[-. ]\d{3})?[-. ]\d{4}(?![\p{L}\p{N}-])|(?<!\d)0\d{2,4}[ /-]\d{4,}/gu,
  // 9:00 PST, 5pm UTC+2, 09:30Z: the reader's own clock shows something else.
  /(?<![\p{L}\p{N}:])\d{1,2}(?::\d{2}){0,2}\s*(?:[aApP]\.?[mM]\.?)?\s?(?:Z|UTC|GMT|[A-Z]{1,3}[SD]T|[CEMPW]E?T|JST|IST)(?:\s?[+-]\d{1,2}(?::?\d{2})?)?(?![\p{L}\p{N}])/gu,
];

const chunk = /[^\s,;()]+/gu;
const hyphenated = /[\p{L}\p{N}_]+(?:[-–][\p{L}\p{N}_]+)+/gu;
const hyphenatedDate = /^(?:\d{1,2}-\p{L}{3,9}(?:-\d{4})?|\d{4}-\d{2}-\d{2}T\d{2})$/u;

/** Stands for text that is not looked at: no letter, no digit, no space. */
export const hidden = "\uFFFC";

/** Stands for a priority, which a sentence reads as if it were not there. */
export const skipped = "\uFFFB";

/** The text with a range replaced by as many marks. */
export function cover(text: string, { start, end }: { start: number; end: number }, mark: string): string {
  return text.slice(0, start) + mark.repeat(end - start) + text.slice(end);
}

/** The text, as long as it was, with everything hidden that is never a date or a priority. */
export function hideProtected(text: string): string {
  const hide = (found: string) => hidden.repeat(found.length);
  return (
    protectedPatterns
      .reduce((rest, pattern) => rest.replace(pattern, hide), text.replaceAll(skipped, hidden))
      // and/or, src/today.ts, C:\today.
      .replace(chunk, (word) => (/[\\/]/.test(word) && /\p{L}/u.test(word) ? hide(word) : word))
      // sun-dried, mid-march, mon-fri, 2-3pm.
      .replace(hyphenated, (word) => (/\p{L}/u.test(word) && !hyphenatedDate.test(word) ? hide(word) : word))
  );
}
