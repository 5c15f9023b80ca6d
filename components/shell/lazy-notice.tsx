"use client";

import { lazyPart } from "@/components/app/lazy-part";

/** There is nothing to say of this device before the page runs, so what says it comes after the first paint. */
export const SyncNotice = lazyPart(() => import("./sync-notice").then((part) => part.SyncNotice));
