import type { ReactNode } from "react";

/** A part of the landing page: what it is about on one side, the thing itself on the other. */
export function Section({
  id,
  title,
  text,
  actions,
  children,
}: {
  id: string;
  title: string;
  text: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={id} className="grid gap-x-16 gap-y-8 py-14 sm:py-20 lg:grid-cols-[19rem_minmax(0,1fr)]">
      <div>
        <h2 id={id} className="text-2xl font-semibold tracking-tight text-balance">
          {title}
        </h2>
        <div className="mt-3 max-w-md text-base text-pretty text-ink-2">{text}</div>
        {actions && <div className="mt-5 -ms-3 flex flex-wrap gap-1">{actions}</div>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
