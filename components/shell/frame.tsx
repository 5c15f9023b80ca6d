"use client";

import type { ReactNode } from "react";
import { PlaceLink } from "@/components/app/place";
import type { ViewCounts } from "@/lib/tasks/views";

type FrameProps = { counts: ViewCounts | undefined; panel: ReactNode; children: ReactNode };

/** The shell around every screen: the sidebar, the top bar, the tabs of a phone. */
export function Frame({ panel, children }: FrameProps) {
  return (
    <div className="flex">
      <nav aria-label="Views">
        {["inbox", "today", "upcoming", "completed", "trash"].map((view) => (
          <PlaceLink key={view} href={`/${view}`}>
            {view}
          </PlaceLink>
        ))}
      </nav>
      <main id="main">{children}</main>
      {panel}
    </div>
  );
}
