"use client";

import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { useSnapshot } from "@/lib/store/use-store";
import { countChanges } from "./count-changes";
import { Modal } from "./modal";
import { type SignOutState, useSignOut } from "./use-sign-out";

const failures: Record<Extract<SignOutState, `${string}-failed`>, string> = {
  "server-failed": "The server can't be reached, so you are still signed in, and nothing was removed from this device.",
  "device-failed":
    "You are signed out, but this browser would not remove your tasks from this device. Clear this site's data in the browser's settings.",
};

/** Signs out, which leaves nothing on the device. It asks first if something would be lost. */
export default function SignOutDialog({ onClose }: { onClose(): void }) {
  const unsent = useSnapshot(({ unsent }) => unsent);
  const { state, signOut } = useSignOut();
  // With nothing to lose there is nothing to ask.
  useEffect(() => {
    if (state === "ready" && unsent === 0) signOut();
  }, [state, unsent, signOut]);
  if (state === "ready" && unsent > 0)
    return (
      <Modal title="Sign out" onClose={onClose}>
        <p className="mt-2 text-ink-2">
          {countChanges(unsent, "hasn't", "haven't")} reached the server. Sign out and lose{" "}
          {unsent === 1 ? "it" : "them"}?
        </p>
        <Actions>
          <Button onClick={onClose}>Wait</Button>
          <Button look="danger" onClick={signOut}>
            Sign out
          </Button>
        </Actions>
      </Modal>
    );
  if (state === "server-failed" || state === "device-failed")
    return (
      <Modal title="Sign out" onClose={onClose}>
        <p role="alert" className="mt-2 text-ink-2">
          {failures[state]}
        </p>
        <Actions>
          {state === "server-failed" && <Button onClick={onClose}>Stay signed in</Button>}
          <Button look="primary" onClick={signOut}>
            Try again
          </Button>
        </Actions>
      </Modal>
    );
  return (
    <Modal title="Signing out…" onClose={() => {}}>
      <p className="mt-2 text-ink-2">Your tasks are being removed from this device.</p>
    </Modal>
  );
}

const Actions = ({ children }: { children: React.ReactNode }) => (
  <div className="mt-5 flex flex-wrap justify-end gap-2">{children}</div>
);
