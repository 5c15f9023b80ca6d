"use client";

import { BookOpen, LogOut, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { PlaceLink } from "@/components/app/place";
import { useUser } from "@/components/app/user";
import type { ViewName } from "@/components/app/views";
import { useWorkspace } from "@/components/app/workspace";
import { Icon } from "@/components/ui/icon";
import { Avatar } from "./avatar";
import { ScreenTitle } from "./screen-title";
import { viewLinks } from "./view-links";

const views = ["search", "completed", "trash", "settings"] as const satisfies ViewName[];
const row =
  "flex min-h-13 w-[calc(100%+1rem)] items-center gap-3.5 -mx-2 rounded-lg px-2 text-start text-base hover:bg-hover";

/** Everything that a phone's tabs have no room for. */
export function BrowseScreen() {
  const { name, email } = useUser();
  const workspace = useWorkspace();
  return (
    <>
      <ScreenTitle>Browse</ScreenTitle>
      <nav aria-label="More" className="mt-4">
        <ul className="divide-y divide-line">
          {views.map((view) => (
            <li key={view}>
              <PlaceLink href={`/${view}`} className={row}>
                <Line icon={viewLinks[view].icon}>{viewLinks[view].label}</Line>
              </PlaceLink>
            </li>
          ))}
          <li>
            <a href="/docs" className={row}>
              <Line icon={BookOpen}>API reference</Line>
            </a>
          </li>
        </ul>
      </nav>
      <section aria-label="Account" className="mt-8">
        <div className="flex items-center gap-3.5 pb-3">
          <Avatar name={name} />
          <div className="min-w-0">
            <p dir="auto" className="font-medium">
              {name}
            </p>
            <p className="text-small text-ink-2">{email}</p>
          </div>
        </div>
        <button
          type="button"
          onClick={() => workspace.set({ overlay: { name: "sign-out" } })}
          className={`${row} border-t border-line`}
        >
          <Line icon={LogOut}>Sign out</Line>
        </button>
      </section>
    </>
  );
}

const Line = ({ icon, children }: { icon: LucideIcon; children: ReactNode }) => (
  <>
    <Icon of={icon} className="size-5 text-ink-2" />
    {children}
  </>
);
