import { useEffect, useState } from "react";
import { keepReader, readBrowser } from "@/components/shell/reader-cookies";
import { dateIn, type Reader } from "@/lib/tasks/dates";

const minuteMs = 60_000;

/** Whose dates these are, and which day it is for them. */
export type ReaderDay = { locale: string; today: string };

/** Starts from what the server knew, so that its words and ours are the same; then follows the browser and midnight. */
export function useReader(known: Reader, todayThen: string): ReaderDay {
  const [day, setDay] = useState<ReaderDay>({ locale: known.locale, today: todayThen });
  useEffect(() => {
    const follow = () => {
      const browser = readBrowser();
      const today = dateIn(browser.zone, new Date());
      setDay((day) => (day.locale === browser.locale && day.today === today ? day : { locale: browser.locale, today }));
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
  return day;
}
