"use client";

import { useEffect, useState } from "react";
import { registerServiceWorker } from "@/components/app/service-worker";

/** Keeps the app for when there is no network. True once a newer version of it waits. */
export function useUpdate(): boolean {
  const [isReady, setIsReady] = useState(false);
  useEffect(() => registerServiceWorker(() => setIsReady(true)), []);
  return isReady;
}
