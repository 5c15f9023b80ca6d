"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useIsHydrated } from "@/components/ui/use-is-hydrated";
import { signOut } from "@/lib/auth/client";

/** Ends the session. When the server can't, says so: nobody is told that they are signed out while they are not. */
export function SignOutButton() {
  const isHydrated = useIsHydrated();
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");

  async function leave() {
    if (state === "busy") return;
    setState("busy");
    const result = await signOut();
    if (result.ok) location.assign("/");
    else setState("failed");
  }

  return (
    <>
      <span role="status" className="text-meta text-high">
        {state === "failed" && "Not signed out. Try again."}
      </span>
      <Button look="quiet" disabled={!isHydrated} aria-busy={state === "busy"} className="shrink-0" onClick={leave}>
        {state === "busy" ? "Signing out…" : "Sign out"}
      </Button>
    </>
  );
}
