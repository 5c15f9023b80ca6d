import type { ReactNode } from "react";

/** A screen's one first heading. */
export const ScreenTitle = ({ children }: { children: ReactNode }) => (
  <h1 tabIndex={-1} className="text-[1.75rem] leading-tight font-bold tracking-tight outline-none">
    {children}
  </h1>
);
