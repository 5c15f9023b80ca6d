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
    keepDeviceUser(undefined);
    localStorage.clear();
    sessionStorage.clear();
    await store.clear();
    await deleteDatabases();
    return "done";
  } catch {
    return "device-failed";
  }
}

/** Whoever else was signed in on this device, and what a store that could not open its own left behind. */
async function deleteDatabases(): Promise<void> {
  // A browser that has no storage has nothing to delete; older ones can't list what they have.
  const databases = (await indexedDB?.databases?.()) ?? [];
  const names = databases.flatMap(({ name }) => (name?.startsWith("tend-") ? name : []));
  await Promise.all(
    names.map(
      (name) =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.deleteDatabase(name);
          request.onsuccess = () => resolve();
          // A tab that still has it open is told to close, and then it goes.
          request.onblocked = () => resolve();
          request.onerror = () => reject(request.error);
        }),
    ),
  );
}
