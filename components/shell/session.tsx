"use client";

import { createContext, type ReactNode, use, useMemo, useState } from "react";
import { useSyncStatus } from "@/lib/store/use-store";

/** Whether the session has ended, and whether the person is being asked to sign in again. */
type Session = { isOver: boolean; isAsking: boolean; ask(): void; dismiss(): void };

const SessionContext = createContext<Session>({ isOver: false, isAsking: false, ask() {}, dismiss() {} });

export function SessionProvider({ children }: { children: ReactNode }) {
  const isOver = useSyncStatus(({ isSignedOut }) => isSignedOut);
  const isCleared = useSyncStatus(({ isCleared }) => isCleared);
  const [isDismissed, setIsDismissed] = useState(false);
  // Whoever signs in again is asked again the next time.
  if (!isOver && isDismissed) setIsDismissed(false);
  const isAsking = isOver && !isDismissed && !isCleared;
  const value = useMemo(
    () => ({ isOver, isAsking, ask: () => setIsDismissed(false), dismiss: () => setIsDismissed(true) }),
    [isOver, isAsking],
  );
  return <SessionContext value={value}>{children}</SessionContext>;
}

export const useSession = (): Session => use(SessionContext);
