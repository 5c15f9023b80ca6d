import type { ReactNode } from "react";

const promises: { title: string; text: ReactNode }[] = [
  { title: "Every change shows at once", text: "The network hears of it afterwards. Nothing waits, nothing spins." },
  {
    title: "It works without a network",
    text: "Install it, open it on a train, tick things off. It catches up when it can, and says what it has not sent yet.",
  },
  {
    title: "Keyboard, mouse and touch are equals",
    text: (
      <>
        <Key>Q</Key> adds, <Key>J</Key> and <Key>K</Key> move, <Key>Space</Key> completes, <Key>T</Key> sets a day,{" "}
        <Key>⌘K</Key> finds the rest. Each way alone does everything.
      </>
    ),
  },
  { title: "You can take it back", text: "Complete, move, delete: undo is there each time, fifty steps deep." },
  {
    title: "It is made for everyone",
    text: "Screen readers, large text, high contrast, reduced motion, light and dark.",
  },
  {
    title: "Your tasks are yours",
    text: "No trackers, no third parties, no analytics. The page talks to its own server and to nobody else.",
  },
];

/** What Tend does, as a list in its own hand. */
export function Promises() {
  return (
    <ul>
      {promises.map(({ title, text }) => (
        <li key={title} className="flex gap-3.5 border-t border-line py-4 first:border-t-0 first:pt-0 last:pb-0">
          <Done />
          <div>
            <h3 className="text-title font-medium">{title}</h3>
            <p className="mt-0.5 text-small text-ink-2">{text}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Done() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className="mt-0.5 size-5 shrink-0">
      <circle cx="10" cy="10" r="10" className="fill-accent" />
      <path
        d="m6 10.3 2.8 2.8 5.2-5.6"
        fill="none"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-on-accent"
      />
    </svg>
  );
}

function Key({ children }: { children: string }) {
  return <kbd className="rounded border border-line bg-card px-1.5 py-px font-sans text-meta text-ink">{children}</kbd>;
}
