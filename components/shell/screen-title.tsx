import type { ReactNode } from "react";

/** A screen's one first heading. */
export const ScreenTitle = ({ children }: { children: ReactNode }) => (
  <h1 className="text-[1.625rem] leading-9 font-semibold tracking-tight">{children}</h1>
);
