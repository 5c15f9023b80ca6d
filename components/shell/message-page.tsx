import type { ReactNode } from "react";
import { Mark } from "./mark";

/** A page that has one thing to say, and what to do about it. */
export function MessagePage({ title, children, actions }: { title: string; children: ReactNode; actions: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-[80dvh] max-w-md flex-col justify-center gap-6 px-6 py-16">
      <Mark />
      <div className="space-y-3">
        <h1 className="text-3xl font-semibold tracking-tight text-balance">{title}</h1>
        <div className="text-base text-pretty text-ink-2">{children}</div>
      </div>
      <div className="flex flex-wrap gap-2">{actions}</div>
    </main>
  );
}
