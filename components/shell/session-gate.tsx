"use client";

import { lazy, Suspense } from "react";
import { useSession } from "./session";

const SessionDialog = lazy(() => import("./session-dialog"));

/** Asks who is there again once the session has ended. Nobody needs its code before. */
export function SessionGate() {
  const { isAsking, dismiss } = useSession();
  if (!isAsking) return null;
  return (
    <Suspense>
      <SessionDialog onClose={dismiss} />
    </Suspense>
  );
}
