import type { ReactNode } from "react";

/** A screen's one first heading. It has the focus when there is nothing else left to have it. */
export const ScreenTitle = ({ children }: { children: ReactNode }) => (
  <h1 tabIndex={-1} className="text-[1.625rem] leading-9 font-semibold tracking-tight outline-none md:text-[1.9375rem]">
    {children}
  </h1>
);
