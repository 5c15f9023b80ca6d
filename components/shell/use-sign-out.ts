"use client";

import { useCallback, useEffect, useState } from "react";
import { keepDeviceUser } from "@/components/app/device-user";
import { signOut as endSession } from "@/lib/auth/client";
import type { Store } from "@/lib/store/store";
import { useStore } from "@/lib/store/use-store";

export type SignOutState = "reading" | "ready" | "busy" | "server-failed" | "device-failed";

/** Signing out, step by step. `ready`: what waits on this device is known. Once it is done the page is another one. */
export function useSignOut(): { state: SignOutState; signOut(): void } {
  const store = useStore();
  const [state, setState] = useState<SignOutState>("reading");
  useEffect(() => {
    const ready = () => setState((state) => (state === "reading" ? "ready" : state));
    // What can't be read can't be sent either.
    store.start().then(ready, ready);
  }, [store]);
  const signOut = useCallback(() => {
    setState("busy");
    leave(store).then((outcome) => {
      if (outcome === "done") location.assign("/");
      else setState(outcome);
    });
  }, [store]);
  return { state, signOut };
}

/** The server first: nothing is removed here as long as somebody is still signed in. */
async function leave(store: Store): Promise<"done" | "server-failed" | "device-failed"> {
  const { ok } = await endSession();
  if (!ok) return "server-failed";
  try {
    await store.clear();
    keepDeviceUser(undefined);
    localStorage.clear();
    sessionStorage.clear();
    return "done";
  } catch {
    return "device-failed";
  }
}
