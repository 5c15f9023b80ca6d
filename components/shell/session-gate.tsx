"use client";

import { lazyPart } from "@/components/app/lazy-part";
import { useSession } from "./session";

const SessionDialog = lazyPart(() => import("./session-dialog").then((part) => part.default));

/** Asks who is there again once the session has ended. Nobody needs its code before. */
export function SessionGate() {
  const { isAsking, dismiss } = useSession();
  return isAsking && <SessionDialog onClose={dismiss} onMissing={dismiss} />;
}
