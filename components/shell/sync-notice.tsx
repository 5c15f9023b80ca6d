"use client";

import { CloudOff, HardDrive, type LucideIcon, RefreshCw, TriangleAlert, UserX } from "lucide-react";
import { getPlace, navigate } from "@/components/app/place";
import { applyUpdate } from "@/components/app/service-worker";
import { writePlace } from "@/components/app/views";
import { Icon } from "@/components/ui/icon";
import { useIsHydrated } from "@/components/ui/use-is-hydrated";
import { changesLimitMax } from "@/lib/contract/limits";
import { useSnapshot, useStore, useSyncStatus } from "@/lib/store/use-store";
import { writeNumber } from "@/lib/tasks/formats";
import { countChanges } from "./count-changes";
import { useSession } from "./session";
import { useIsConnected } from "./use-is-connected";

type Notice = { id: string; icon: LucideIcon; text: string; action?: { label: string; run(): void } };

/** What there is to say about this device and the server; nothing while all is well. */
export function SyncNotice({ isUpdateReady }: { isUpdateReady: boolean }) {
  const notices = useNotices(isUpdateReady);
  return (
    <>
      <Progress />
      <div role="status" aria-label="Sync">
        {notices.map(({ id, icon, text, action }) => (
          <p key={id} className="flex animate-appear items-center gap-2 px-2.5 py-1 text-meta text-ink-2">
            <Icon of={icon} className="size-3.5" />
            <span className="grow">
              {text}
              {action && (
                <>
                  {" "}
                  <button
                    type="button"
                    onClick={action.run}
                    className="link min-h-6 font-medium pointer-coarse:min-h-11"
                  >
                    {action.label}
                  </button>
                </>
              )}
            </span>
          </p>
        ))}
      </div>
    </>
  );
}

function useNotices(isUpdateReady: boolean): Notice[] {
  const store = useStore();
  const session = useSession();
  const isOnline = useSyncStatus(({ isOnline }) => isOnline);
  const isDurable = useSyncStatus(({ isDurable }) => isDurable);
  const isLoaded = useSyncStatus(({ isLoaded }) => isLoaded);
  const isConnected = useIsConnected();
  const isHydrated = useIsHydrated();
  const isWaiting = session.isOver || !isConnected || !isOnline;
  const unsent = useSnapshot(({ unsent }) => (isWaiting ? unsent : 0));
  const problems = useSnapshot(({ problems }) => problems);
  if (!isHydrated) return [];
  const waiting = unsent > 0 ? `. ${countChanges(unsent, "waits", "wait")} on this device` : "";
  const notices: Notice[] = [];
  const [first] = problems;
  if (first !== undefined)
    notices.push({
      id: "problems",
      icon: TriangleAlert,
      text: countChanges(problems.length, "wasn't saved", "weren't saved"),
      action: { label: "Show", run: () => navigate(writePlace(getPlace(), first)) },
    });
  if (session.isOver)
    notices.push({
      id: "session",
      icon: UserX,
      text: `Your session has ended${waiting}`,
      action: { label: "Sign in", run: session.ask },
    });
  else if (!isConnected) notices.push({ id: "offline", icon: CloudOff, text: `Offline${waiting}` });
  else if (!isOnline)
    notices.push({
      id: "unreachable",
      icon: CloudOff,
      text: `Can't reach the server${waiting}`,
      action: { label: "Try again", run: store.resume },
    });
  if (isLoaded && !isDurable)
    notices.push({ id: "storage", icon: HardDrive, text: "This browser keeps nothing between visits" });
  if (isUpdateReady)
    notices.push({
      id: "update",
      icon: RefreshCw,
      text: "A new version is ready",
      action: { label: "Reload", run: applyUpdate },
    });
  return notices;
}

/** How far the first copy of everything is, once that takes a while. It is not read out: it changes all the time. */
function Progress() {
  const initialSync = useSyncStatus(({ initialSync }) => initialSync);
  const isLoaded = useSyncStatus(({ isLoaded }) => isLoaded);
  const isOnline = useSyncStatus(({ isOnline }) => isOnline);
  if (!initialSync || !isLoaded || !isOnline) return null;
  const { done, total } = initialSync;
  // What comes in one answer has no progress, and would only push the page down for a moment.
  if (total !== null && total <= changesLimitMax) return null;
  return (
    <div className="animate-late px-2.5 py-1 text-meta text-ink-2 tabular-nums">
      {total === null ? "Fetching your tasks…" : `${writeNumber(done)} of ${writeNumber(total)} tasks`}
      {total !== null && (
        <progress
          aria-label="Tasks on this device"
          value={done}
          max={Math.max(total, done, 1)}
          className="mt-1 block h-1 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        />
      )}
    </div>
  );
}
