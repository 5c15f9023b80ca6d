import type { ReactNode } from "react";

/** A key that does what it stands beside; for the eye alone, the control itself says it by `aria-keyshortcuts`. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <span
      aria-hidden="true"
      className="inline-grid min-h-4.5 min-w-4.5 shrink-0 place-items-center rounded border border-line bg-card px-1 font-sans text-[0.6875rem] leading-none font-normal text-ink-2 pointer-coarse:hidden"
    >
      {children}
    </span>
  );
}
