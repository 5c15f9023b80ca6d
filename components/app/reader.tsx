"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { keepReader, readBrowser } from "@/components/shell/reader-cookies";
import type { Weekday } from "@/lib/tasks/calendar";
import { dateIn, type Reader } from "@/lib/tasks/dates";
import { useSettings } from "./settings-context";

/** Who reads, which day it is for them, and on which day their week begins. */
export type ReaderDay = Reader & { today: string; weekStart: Weekday };

const ReaderContext = createContext<ReaderDay | undefined>(undefined);
const minuteMs = 60_000;

/** Starts from what the server knew, so that its words and ours are the same; then follows the browser and midnight. */
export function ReaderProvider({ known, today, children }: { known: Reader; today: string; children: ReactNode }) {
  const { weekStart } = useSettings().settings;
  const [day, setDay] = useState({ ...known, today });
  useEffect(() => {
    const follow = () => {
      const browser = readBrowser();
      const next = { ...browser, today: dateIn(browser.zone, new Date()) };
      const isSame = (day: typeof next) =>
        day.locale === next.locale && day.zone === next.zone && day.today === next.today;
      setDay((day) => (isSame(day) ? day : next));
      if (browser.zone !== known.zone || browser.locale !== known.locale) keepReader(browser);
    };
    follow();
    const timer = setInterval(follow, minuteMs);
    document.addEventListener("visibilitychange", follow);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", follow);
    };
  }, [known.zone, known.locale]);
  const value = useMemo(() => ({ ...day, weekStart: weekStart ?? firstWeekday(day.locale) }), [day, weekStart]);
  return <ReaderContext value={value}>{children}</ReaderContext>;
}

/** The reader of the provider above. */
export function useReader(): ReaderDay {
  const reader = useContext(ReaderContext);
  if (!reader) throw new Error("there is no ReaderProvider above");
  return reader;
}

// The regions of CLDR whose week does not begin on Monday; Intl's own weekInfo is not in every browser and Node yet.
const sunday =
  "AG AS BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW";
const saturday = "AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY";

function firstWeekday(locale: string): Weekday {
  const { region = "001" } = new Intl.Locale(locale).maximize();
  if (sunday.includes(region)) return 0;
  return saturday.includes(region) ? 6 : 1;
}
