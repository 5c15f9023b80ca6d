import type { TaskCreate } from "@/lib/contract/task";

export const zone = "Europe/London";
export const locale = "en-GB";

const budget = `Use the September actuals; headcount is still draft. Ask whether the travel line can stay **flat**.

- [x] Export actuals from the ledger
- [x] Check travel line
- [ ] Headcount table
- [ ] Write the cover note`;

const passport = `- [x] Have photos taken
- [ ] Fill in the form
- [ ] Pay the fee`;

/** The task whose details are shown. */
export const budgetTitle = "Send the Q4 budget to Amara";

/** The calendar date in the zone, so many days from now. */
function dateAfter(days: number): string {
  const date = new Date(Date.now() + days * 86_400_000);
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(date);
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const daysAgo = (days: number, minutes: number) => minutesAgo(days * 1440 + minutes);

/** What somebody has to do, as it is on an ordinary day. */
export function listExampleTasks(): TaskCreate[] {
  return [
    { title: "Renew passport", priority: "high", dueDate: dateAfter(-2), description: passport },
    { title: "Review pull request: keyset pagination", priority: "medium", dueDate: dateAfter(0), dueTime: "10:00" },
    { title: budgetTitle, priority: "high", dueDate: dateAfter(0), dueTime: "14:30", description: budget },
    { title: "Water the plants", dueDate: dateAfter(0) },
    { title: "Read chapter 7 of A Philosophy of Software Design", priority: "low", dueDate: dateAfter(0) },
    { title: "Book dentist appointment", dueDate: dateAfter(0), completedAt: minutesAgo(4) },
    { title: "Reply to landlord", dueDate: dateAfter(0), completedAt: minutesAgo(2) },
    { title: "Call grandmother", dueDate: dateAfter(1), dueTime: "18:00" },
    { title: "Draft the outline of the talk", priority: "medium", dueDate: dateAfter(2) },
    { title: "Buy a birthday present for Noor", priority: "low", dueDate: dateAfter(3) },
    { title: "Team retrospective", dueDate: dateAfter(4), dueTime: "10:30" },
    { title: "Return the library books", dueDate: dateAfter(5), description: "Two of them are Tom’s." },
    { title: "Renew the car insurance", priority: "medium", dueDate: dateAfter(9) },
    { title: "Plan the January offsite", dueDate: dateAfter(24) },
    { title: "Service the boiler", dueDate: dateAfter(45) },
    { title: "File the tax return", priority: "high", dueDate: dateAfter(75) },
    { title: "Learn the Bach prelude in C" },
    { title: "Fix the squeaky door", priority: "low" },
    { title: "Look into a standing desk", description: "Compare the two that Priya mentioned." },
    { title: "Send Amara the photos from Lisbon", completedAt: daysAgo(1, 30) },
    { title: "Order printer paper", completedAt: daysAgo(1, 90) },
    { title: "Pay the electricity bill", priority: "high", completedAt: daysAgo(2, 10) },
    { title: "Write the release notes", completedAt: daysAgo(2, 200) },
    { title: "Book the train to Leeds", completedAt: daysAgo(5, 45) },
  ];
}

export const trashedTitles = ["Cancel the gym trial", "Packing list for Lisbon", "Compare phone plans"];

/** Titles that test a row: as long as one may be, without a break, and written from right to left. */
export function listLongTasks(): TaskCreate[] {
  const long = "Ask the landlord whether the leak under the kitchen sink is covered by the insurance of the building, ";
  return [
    {
      title:
        `${long}and if it is not, who pays for the plumber who came on Tuesday evening and left a bill for ninety`.slice(
          0,
          200,
        ),
      priority: "high",
      dueDate: dateAfter(0),
      dueTime: "09:00",
      description: "Bill attached.",
    },
    { title: "Pneumonoultramicroscopicsilicovolcanoconiosis".repeat(4), dueDate: dateAfter(0) },
    { title: "تجديد رخصة القيادة قبل نهاية الشهر", priority: "medium", dueDate: dateAfter(0), dueTime: "16:00" },
    { title: "読書会のために第七章を読む", dueDate: dateAfter(0) },
    { title: "OK", priority: "low", dueDate: dateAfter(0) },
  ];
}
