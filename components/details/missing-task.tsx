import { X } from "lucide-react";
import { PlaceLink } from "@/components/app/place";
import { homePath } from "@/components/app/views";
import { buttonClass } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { useSyncStatus } from "@/lib/store/use-store";

type MissingTaskProps = { headingLevel: 1 | 2; onClose: () => void };

/** In a task's place: its shape while it may still come, or that it is not here. */
export function MissingTask({ headingLevel, onClose }: MissingTaskProps) {
  const { isLoaded, isOnline, initialSync, activity } = useSyncStatus();
  const isComing = !isLoaded || (isOnline && (initialSync !== null || activity === "pulling"));
  const Heading = headingLevel === 1 ? "h1" : "h2";
  return (
    <div className={headingLevel === 1 ? "pt-2" : "px-4 pt-2 pb-3 sm:px-[1.375rem]"}>
      {headingLevel === 2 && (
        <div className="flex justify-end">
          <IconButton icon={X} label="Close" onClick={onClose} className="-me-1.5" />
        </div>
      )}
      {isComing ? (
        <>
          <Heading id="task-heading" className="sr-only">
            Loading the task
          </Heading>
          <Skeleton />
        </>
      ) : (
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
      )}
    </div>
  );
}

function Skeleton() {
  const bar = "rounded bg-hover";
  return (
    <div aria-hidden="true" className="flex animate-late flex-col pt-3">
      <div className="flex items-center gap-3">
        <span className="size-5 rounded-full border border-line" />
        <span className={`h-5 w-3/5 ${bar}`} />
      </div>
      <div className="flex flex-col gap-2 ps-8 pt-4">
        <span className={`h-3.5 w-11/12 ${bar}`} />
        <span className={`h-3.5 w-4/5 ${bar}`} />
      </div>
      <div className="flex flex-col gap-4 pt-8">
        <span className={`h-3.5 w-2/5 ${bar}`} />
        <span className={`h-3.5 w-1/3 ${bar}`} />
      </div>
    </div>
  );
}
