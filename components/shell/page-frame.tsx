import type { ReactNode } from "react";
import { Mark } from "./mark";

/** A page's skip link, top bar and main region. `home` is where the mark leads, `actions` the bar's other end. */
export function PageFrame({
  home = "/",
  actions,
  footer,
  children,
}: {
  home?: string;
  actions?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
}) {
  return (
    <>
      <a
        href="#main"
        className="sr-only z-20 rounded-lg bg-card px-4 py-2 text-small text-accent-ink focus:not-sr-only focus:absolute focus:start-3 focus:top-3"
      >
        Skip to content
      </a>
      <header className="mx-auto flex min-h-16 w-full max-w-5xl items-center justify-between gap-4 px-4 sm:px-6">
        <a href={home} className="-m-2 inline-flex rounded-lg p-2 pointer-coarse:py-3" aria-label="Tend, home">
          <Mark />
        </a>
        {actions && <div className="flex min-w-0 items-center gap-1 sm:gap-2">{actions}</div>}
      </header>
      <main id="main" tabIndex={-1} className="outline-none">
        {children}
      </main>
      {footer}
    </>
  );
}
