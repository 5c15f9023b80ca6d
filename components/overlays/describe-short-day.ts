const formats = new Map<string, Intl.DateTimeFormat>();

/** A day as briefly as its distance allows: Sat within the week, else Mon 30 Nov. */
export function describeShortDay(date: string, today: string, locale: string): string {
  const isNear = Date.parse(date) - Date.parse(today) < 7 * 24 * 3600 * 1000;
  const key = `${locale} ${isNear}`;
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(locale, {
      weekday: "short",
      ...(isNear ? {} : { day: "numeric", month: "short" }),
      timeZone: "UTC",
    });
  formats.set(key, format);
  return format.format(new Date(date));
}
