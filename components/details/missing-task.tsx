import { X } from "lucide-react";
import { PlaceLink } from "@/components/app/place";
import { homePath } from "@/components/app/views";
import { buttonClass } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { useSyncStatus } from "@/lib/store/use-store";
import { DetailsSkeleton } from "./details-skeleton";

type MissingTaskProps = { headingLevel: 1 | 2; onClose: () => void };

/** In the place of a task that is not here, or not yet. */
export function MissingTask({ headingLevel, onClose }: MissingTaskProps) {
  const isLoaded = useSyncStatus(({ isLoaded }) => isLoaded);
  const isOnline = useSyncStatus(({ isOnline }) => isOnline);
  const initialSync = useSyncStatus(({ initialSync }) => initialSync);
  const activity = useSyncStatus(({ activity }) => activity);
  const isComing = !isLoaded || (isOnline && (initialSync !== null || activity === "pulling"));
  if (isComing) return <DetailsSkeleton headingLevel={headingLevel} onClose={onClose} />;
  const Heading = headingLevel === 1 ? "h1" : "h2";
  return (
    <div className={headingLevel === 1 ? "pt-2" : "px-4 pt-2 pb-3 sm:px-[1.375rem]"}>
      {headingLevel === 2 && (
        <div className="flex justify-end">
          <IconButton icon={X} label="Close" onClick={onClose} className="-me-1.5" />
        </div>
      )}
      <div className="flex flex-col items-start gap-3 py-6">
        <Heading id="task-heading" className="text-xl font-semibold">
          This task isn't here
        </Heading>
        <p className="text-small text-ink-2">
          {initialSync === null
            ? "It may have been deleted for good, or belong to somebody else."
            : "It may come once this device is online."}
        </p>
        <PlaceLink href={homePath} className={buttonClass()}>
          Go to Today
        </PlaceLink>
      </div>
    </div>
  );
}
