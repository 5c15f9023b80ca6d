import { describe, expect, test } from "vitest";
import { parseQuickAdd, type QuickAddContext } from "./quick-add";

// A Friday.
const context: QuickAddContext = { now: "2026-11-20T10:00:00Z", zone: "UTC" };

/** What was understood, on one line: title | due | priority. */
function read(text: string): string {
  const { title, dueDate, dueTime, priority } = parseQuickAdd(text, context);
  const due = [dueDate, dueTime].filter(Boolean).join(" ");
  const whole = [title, due, priority === "none" ? "" : priority].join(" | ");
  return whole.replace(/(?: \| )+$/, "").replace("|  |", "| |");
}

const tables: Record<string, [text: string, understood: string][]> = {
  "a date, a time and a priority after the title": [["Pay rent tomorrow 9am !1", "Pay rent | 2026-11-21 09:00 | high"]],
  "days by name": [
    ["Pay rent today", "Pay rent | 2026-11-20"],
    ["Pay rent later today", "Pay rent | 2026-11-20"],
    ["Pay rent tmr", "Pay rent | 2026-11-21"],
    ["the day after tomorrow buy milk", "buy milk | 2026-11-22"],
    ["Meet friday", "Meet | 2026-11-27"],
    ["Meet Saturday", "Meet | 2026-11-21"],
    ["Meet this friday", "Meet | 2026-11-20"],
    ["Meet next friday", "Meet | 2026-11-27"],
    ["Meet next saturday", "Meet | 2026-11-28"],
    ["Meet tuesday next week", "Meet | 2026-11-24"],
    ["Meet next week on tuesday 9:30", "Meet | 2026-11-24 09:30"],
    ["Meet tues", "Meet | 2026-11-24"],
    ["Plan next week", "Plan | 2026-11-23"],
    ["Plan next month", "Plan | 2026-12-01"],
    ["Plan next year", "Plan | 2027-01-01"],
    ["Hike this weekend", "Hike | 2026-11-21"],
    ["Hike next weekend", "Hike | 2026-11-28"],
    ["Send report eow", "Send report | 2026-11-20"],
    ["Close books end of month", "Close books | 2026-11-30"],
    ["Close books by end of March", "Close books | 2027-03-31"],
    ["friday plan trip monday", "friday plan trip | 2026-11-23"],
  ],
  "written dates": [
    ["Pay 5 Dec", "Pay | 2026-12-05"],
    ["Pay Dec. 5", "Pay | 2026-12-05"],
    ["Pay 5. Dec", "Pay | 2026-12-05"],
    ["Pay 5th of December", "Pay | 2026-12-05"],
    ["Pay Nov 19", "Pay | 2027-11-19"],
    ["Pay Nov 20", "Pay | 2026-11-20"],
    ["Pay Dec 5 2027", "Pay | 2027-12-05"],
    ["Pay Dec 5, 2027 at 9:30", "Pay | 2027-12-05 09:30"],
    ["Pay Friday, 5 Dec", "Pay | 2026-12-05"],
    ["Pay 5-Dec-2027", "Pay | 2027-12-05"],
    ["Pay 2026-12-05", "Pay | 2026-12-05"],
    ["Pay 2026-12-05T09:30", "Pay | 2026-12-05 09:30"],
    ["Pay 2026-12-05 09:30", "Pay | 2026-12-05 09:30"],
    ["Pay 05.12.2026", "Pay | 2026-12-05"],
    ["Pay 5/12/2027", "Pay | 2027-05-12"],
    ["Pay by 5/12", "Pay | 2027-05-12"],
    ["Buy presents 24/12", "Buy presents | 2026-12-24"],
    ["Rent on the 5th", "Rent | 2026-12-05"],
    ["Rent by the 20th", "Rent | 2026-11-20"],
    ["Book flights in March", "Book flights | 2027-03-01"],
    ["Book flights March 2027", "Book flights | 2027-03-01"],
    ["Renew by may", "Renew | 2027-05-01"],
    ["Pay 9999-12-31", "Pay | 9999-12-31"],
  ],
  "dates that there are not, or not any more, stay text": [
    ["Pay 31 Feb", "Pay 31 Feb"],
    ["Pay 2026-02-30", "Pay 2026-02-30"],
    ["Pay 1999-01-01", "Pay 1999-01-01"],
    ["Read Orwell June 1984", "Read Orwell June 1984"],
    ["Clean up yesterday", "Clean up yesterday"],
    ["Sent 3 days ago", "Sent 3 days ago"],
    ["Met last friday", "Met last friday"],
    ["Pay in 400000 days", "Pay in 400000 days"],
    ["Run at 25:00", "Run at 25:00"],
    ["Run at 9:60", "Run at 9:60"],
    ["Run 24:00", "Run 24:00"],
  ],
  times: [
    ["call at 5pm", "call | 2026-11-20 17:00"],
    ["call at 9am", "call | 2026-11-21 09:00"],
    ["call at 10am", "call | 2026-11-21 10:00"],
    ["call at 5", "call | 2026-11-20 17:00"],
    ["call @ 5 p.m.", "call | 2026-11-20 17:00"],
    ["finish by 5", "finish | 2026-11-20 17:00"],
    ["Standup 9:30", "Standup | 2026-11-21 09:30"],
    ["Standup 9.30am", "Standup | 2026-11-21 09:30"],
    ["Standup 5:30", "Standup | 2026-11-20 17:30"],
    ["Standup 05:30", "Standup | 2026-11-21 05:30"],
    ["Tea at 5 o'clock", "Tea | 2026-11-20 17:00"],
    ["12am run", "run | 2026-11-21 00:00"],
    ["12pm run", "run | 2026-11-20 12:00"],
    ["Lunch noon", "Lunch | 2026-11-20 12:00"],
    ["Snack at midnight", "Snack | 2026-11-20 23:59"],
    ["Dinner tonight", "Dinner | 2026-11-20 20:00"],
    ["Dinner tonight at 8", "Dinner | 2026-11-20 20:00"],
    ["tonight call Bob at 9", "call Bob | 2026-11-20 21:00"],
    ["Run this evening", "Run | 2026-11-20 18:00"],
    ["Nap this morning", "Nap | 2026-11-20"],
    ["Run in the morning", "Run | 2026-11-21 09:00"],
    ["Run tomorrow morning", "Run | 2026-11-21 09:00"],
    ["Run tomorrow morning at 7", "Run | 2026-11-21 07:00"],
    ["Send by EOD", "Send | 2026-11-20 17:00"],
    ["Send by eod friday", "Send | 2026-11-27 17:00"],
    ["Meet at 9am on monday", "Meet | 2026-11-23 09:00"],
    ["tomorrow call Bob at 5pm", "call Bob | 2026-11-21 17:00"],
    ["Meet tomorrow 2-3pm", "Meet 2-3pm | 2026-11-21"],
  ],
  "from now on": [
    ["Ship in 3 days", "Ship | 2026-11-23"],
    ["in a week ship", "ship | 2026-11-27"],
    ["Ship in two weeks time", "Ship | 2026-12-04"],
    ["Ship 2 weeks from now", "Ship | 2026-12-04"],
    ["Ship +3d", "Ship | 2026-11-23"],
    ["Ship in 30 min", "Ship | 2026-11-20 10:30"],
    ["Ship in half an hour", "Ship | 2026-11-20 10:30"],
    ["Ship in 1.5 hours", "Ship | 2026-11-20 11:30"],
    ["Ship within 24 hours", "Ship | 2026-11-21 10:00"],
    ["Ship in 1 month", "Ship | 2026-12-20"],
    ["Ship in 3 days at 9am", "Ship | 2026-11-23 09:00"],
  ],
  priorities: [
    ["!1 Pay rent", "Pay rent | | high"],
    ["Pay rent !2", "Pay rent | | medium"],
    ["Pay rent !3, then go", "Pay rent, then go | | low"],
    ["Pay rent !4", "Pay rent"],
    ["Pay !1 rent !2", "Pay !1 rent | | medium"],
    ["Hello!1", "Hello!1"],
    ["Pay rent !5", "Pay rent !5"],
    ["Pay rent !1tomorrow", "Pay rent !1tomorrow"],
    ["Wow !!1", "Wow !!1"],
    ["tomorrow pay !1 at 9am", "pay | 2026-11-21 09:00 | high"],
  ],
  "months and weekdays as words": [
    ["May I go home", "May I go home"],
    ["Call May", "Call May"],
    ["Email April about June", "Email April about June"],
    ["march on", "march on"],
    ["may 5 people come", "may 5 people come"],
    ["Article by May Sarton", "Article by May Sarton"],
    ["Sat down with Bob", "Sat down with Bob"],
    ["We sat", "We sat"],
    ["Read Sun Tzu", "Read Sun Tzu"],
    ["Enjoy the sun", "Enjoy the sun"],
    ["sun-dried tomatoes", "sun-dried tomatoes"],
    ["mon ami Pierre", "mon ami Pierre"],
    ["Dentist sat", "Dentist | 2026-11-21"],
    ["Dentist on sun", "Dentist | 2026-11-22"],
    ["Dentist sat 9am", "Dentist | 2026-11-21 09:00"],
    ["Sun, 6 Dec brunch", "brunch | 2026-12-06"],
    ["the Monday report", "the Monday report"],
    ["Second Tuesday meetup", "Second Tuesday meetup"],
    ["Mondays are long", "Mondays are long"],
    ["Watch Black Friday deals", "Watch Black Friday deals"],
    ["Watch Friday the 13th", "Watch Friday the 13th"],
    ["Watch Saturday Night Live", "Watch Saturday Night Live"],
    ["weekend plans", "weekend plans"],
  ],
  "other ordinary words": [
    ["second draft", "second draft"],
    ["the second draft today", "the second draft | 2026-11-20"],
    ["Back in a second", "Back in a second"],
    ["Do it now", "Do it now"],
    ["morning run", "morning run"],
    ["drive at night", "drive at night"],
    ["Midnight snack", "Midnight snack"],
    ["High Noon", "High Noon"],
    ["Read yesterday's paper", "Read yesterday's paper"],
    ["Call tomorrow's 9am host", "Call tomorrow's 9am host"],
    ["Review friday’s numbers tomorrow", "Review friday’s numbers | 2026-11-21"],
    ["notes from Monday", "notes from Monday"],
    ["Summary of 5 Dec", "Summary of 5 Dec"],
    ["Move call to friday", "Move call to friday"],
    ["Call Bob after 5pm", "Call Bob after 5pm"],
    ["Work from home tomorrow", "Work from home | 2026-11-21"],
    ["Water plants every friday", "Water plants every friday"],
    ["Walk every 3 days", "Walk every 3 days"],
    ["Rent a car for 3 days", "Rent a car for 3 days"],
    ["Ship in 3 day steps", "Ship in 3 day steps"],
    ["monday to friday", "monday to friday"],
    ["between Monday and Friday", "between Monday and Friday"],
    ["Review mon-fri", "Review mon-fri"],
    ["Gym tue and thu", "Gym tue and thu"],
    ["Camp Dec 5-7", "Camp Dec 5-7"],
    ["Camp Dec 5 - Dec 7", "Camp Dec 5 - Dec 7"],
    ["Open 9am to 5pm", "Open 9am to 5pm"],
    ["sat/sun party", "sat/sun party"],
  ],
  "numbers, addresses and code": [
    ["Add 1/2 cup of milk", "Add 1/2 cup of milk"],
    ["2/3 done", "2/3 done"],
    ["Open 24/7", "Open 24/7"],
    ["Work 9-5", "Work 9-5"],
    ["Go to 7-Eleven", "Go to 7-Eleven"],
    ["Meet in room 5 at 3", "Meet in room 5 | 2026-11-20 15:00"],
    ["Meet at 5 Main St", "Meet at 5 Main St"],
    ["Meet on the 1st floor", "Meet on the 1st floor"],
    ["Invite today 17 people", "Invite 17 people | 2026-11-20"],
    ["Order 5 Dec 12 boxes", "Order 12 boxes | 2026-12-05"],
    ["run 5k in 22:30", "run 5k in 22:30"],
    ["Release 1.2.3 tomorrow", "Release 1.2.3 | 2026-11-21"],
    ["Fix v2.10 on mon", "Fix v2.10 | 2026-11-23"],
    ["Pay $5 today", "Pay $5 | 2026-11-20"],
    ["Pay 9.30", "Pay 9.30"],
    ["Pay at 5%", "Pay at 5%"],
    ["Call 555-1234 tomorrow", "Call 555-1234 | 2026-11-21"],
    ["Call +49 30 1234567 today", "Call +49 30 1234567 | 2026-11-20"],
    ["Call tomorrow 9am PST", "Call 9am PST | 2026-11-21"],
    ["See https://x.com/2026-12-05/tomorrow today", "See https://x.com/2026-12-05/tomorrow | 2026-11-20"],
    ["mail ada@today.com monday", "mail ada@today.com | 2026-11-23"],
    ["Open today.txt", "Open today.txt"],
    ["Ask #monday @sunny", "Ask #monday @sunny"],
    ["Book flights in 2027", "Book flights in 2027"],
  ],
  quotes: [
    ['Read "Tomorrow" friday', 'Read "Tomorrow" | 2026-11-27'],
    ["Read “Sunday” monday", "Read “Sunday” | 2026-11-23"],
    ["Read 'Sunday Times' tomorrow", "Read 'Sunday Times' | 2026-11-21"],
    ["Watch ‘Friday’ today", "Watch ‘Friday’ | 2026-11-20"],
    ["Watch 'Don't Look Up Today' sunday", "Watch 'Don't Look Up Today' | 2026-11-22"],
    ["Run `at 5pm` today", "Run `at 5pm` | 2026-11-20"],
    ["don't forget tomorrow", "don't forget | 2026-11-21"],
    ['Buy 24" and 27" screens tomorrow', 'Buy 24" and 27" screens | 2026-11-21'],
  ],
  "what is left": [
    ["tomorrow", "tomorrow"],
    ["!1", "!1"],
    ["- tomorrow !1", "- tomorrow !1"],
    ["  ", ""],
    ["🎂 tomorrow", "🎂 | 2026-11-21"],
    ["Tomorrow: pay rent", "pay rent | 2026-11-21"],
    ["Pay rent, tomorrow", "Pay rent | 2026-11-21"],
    ["Pay rent - tomorrow", "Pay rent | 2026-11-21"],
    ["Pay rent (tomorrow)", "Pay rent | 2026-11-21"],
    ["Pay rent tomorrow.", "Pay rent. | 2026-11-21"],
    ["Pay rent tomorrow !5", "Pay rent !5 | 2026-11-21"],
    ["Pay rent, tomorrow, to Bob", "Pay rent, to Bob | 2026-11-21"],
    ["  Pay \t rent\ntomorrow ", "Pay rent | 2026-11-21"],
  ],
};

describe.each(Object.entries(tables))("%s", (_, rows) => {
  test.each(rows)("%s → %s", (text, understood) => {
    expect(read(text)).toBe(understood);
  });
});

describe("a time in the field of a day", () => {
  const readOn = (day: string, text: string) => {
    const { dueDate, dueTime } = parseQuickAdd(text, { ...context, day });
    return [dueDate, dueTime];
  };

  test("belongs to that day when it is ahead", () => {
    expect(readOn("2026-11-24", "Call at 9am")).toEqual(["2026-11-24", "09:00"]);
    expect(readOn("2026-11-24", "Call in the morning")).toEqual(["2026-11-24", "09:00"]);
  });

  test("is the next one of the clock when that day is today or over", () => {
    expect(readOn("2026-11-20", "Call at 9am")).toEqual(["2026-11-21", "09:00"]);
    expect(readOn("2026-11-18", "Call at 5pm")).toEqual(["2026-11-20", "17:00"]);
  });

  test("keeps the date that the words themselves name", () => {
    expect(readOn("2026-11-24", "Call tomorrow at 9am")).toEqual(["2026-11-21", "09:00"]);
    expect(readOn("2026-11-24", "Call this evening")).toEqual(["2026-11-20", "18:00"]);
    expect(readOn("2026-11-24", "Call")).toEqual([null, null]);
  });
});
