/**
 * The same function, which remembers its answers. Locales and zones are whatever a reader sends, so when there are `max`
 * answers, all are forgotten.
 */
export function remember<Args extends readonly (string | number)[], Value>(
  make: (...args: Args) => Value,
  max = 200,
): (...args: Args) => Value {
  const known = new Map<string | number | undefined, Value>();
  return (...args) => {
    const key = args.length === 1 ? args[0] : args.join(" ");
    const before = known.get(key);
    if (before !== undefined) return before;
    const fresh = make(...args);
    if (known.size >= max) known.clear();
    known.set(key, fresh);
    return fresh;
  };
}

/** Writes a moment, which is a date or a timestamp, in one of these styles. */
export function createWriter<Style extends string>(styles: Record<Style, Intl.DateTimeFormatOptions>) {
  // A formatter costs a hundred times what one of its answers does.
  const getFormat = remember(
    (style: Style, locale: string, zone: string) =>
      new Intl.DateTimeFormat(locale, { ...styles[style], timeZone: zone, calendar: "gregory" }),
  );
  return (style: Style, moment: string, locale: string, zone = "UTC"): string =>
    // Versions of ICU disagree on which spaces they write, before AM for one.
    getFormat(style, locale, zone)
      .format(new Date(moment))
      .replace(/[\u00a0\u202f]/g, " ");
}

const getNumberFormat = remember(() => new Intl.NumberFormat("en"));

/** A whole number as English groups its digits: it stands among English words. */
export const writeNumber = (number: number): string => getNumberFormat().format(number);

/** A text that begins with a capital. */
export function capitalize(text: string, locale: string): string {
  const [first = "", ...rest] = text;
  return first.toLocaleUpperCase(locale) + rest.join("");
}
