import { useSyncStatus } from "@/lib/store/use-store";

/**
 * Whether a view without rows may only be waiting for them. `isGiven`: the page was rendered with this view's rows, so
 * that none of them means none.
 */
export function useIsWaiting(isGiven: boolean): boolean {
  const isLoaded = useSyncStatus(({ isLoaded }) => isLoaded);
  const initialSync = useSyncStatus(({ initialSync }) => initialSync);
  if (initialSync?.total === 0 || (isGiven && initialSync?.total != null)) return false;
  return !isLoaded || initialSync !== null;
}
