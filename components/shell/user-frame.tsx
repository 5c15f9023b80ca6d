import type { ReactNode } from "react";
import { PageFrame } from "./page-frame";
import { SignOutButton } from "./sign-out-button";

/** The frame of a signed-in person's pages. */
export function UserFrame({ name, children }: { name: string; children: ReactNode }) {
  const actions = (
    <>
      <span dir="auto" className="truncate text-small text-ink-2">
        {name}
      </span>
      <SignOutButton />
    </>
  );
  return (
    <PageFrame home="/tasks" actions={actions}>
      {children}
    </PageFrame>
  );
}
