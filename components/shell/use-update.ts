"use client";

import { useEffect, useState } from "react";

/** Keeps the app for when there is no network. True once a newer version of it waits. */
export function useUpdate(): boolean {
  const [isReady, setIsReady] = useState(false);
  useEffect(() => {
    // Without it there is only no start without a network.
    import("@/components/app/service-worker").then(
      ({ registerServiceWorker }) => registerServiceWorker(() => setIsReady(true)),
      () => {},
    );
  }, []);
  return isReady;
}
