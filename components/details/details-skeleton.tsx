import { X } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";

type DetailsSkeletonProps = { headingLevel: 1 | 2; onClose: () => void };

/** A task's shape, while it may still come. */
export function DetailsSkeleton({ headingLevel, onClose }: DetailsSkeletonProps) {
  const Heading = headingLevel === 1 ? "h1" : "h2";
  return (
    <div className={headingLevel === 1 ? "pt-2" : "px-4 pt-2 sm:px-[1.375rem]"}>
      <Heading id="task-heading" className="sr-only">
        Loading the task
      </Heading>
      {headingLevel === 2 && (
        <div className="flex justify-end">
          <IconButton icon={X} label="Close" onClick={onClose} className="-me-1.5" />
        </div>
      )}
      <Shape />
    </div>
  );
}

function Shape() {
  const bar = "rounded bg-hover";
  return (
    <div aria-hidden="true" className="flex animate-late flex-col pt-2">
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
