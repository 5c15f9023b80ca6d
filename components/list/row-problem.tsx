import { CircleAlert } from "lucide-react";
import { explainFailure } from "@/components/app/explain-failure";
import { PlaceLink, usePlace } from "@/components/app/place";
import { writePlace } from "@/components/app/views";
import { Icon } from "@/components/ui/icon";
import type { Problem } from "@/lib/store/snapshot";
import { useActions } from "@/lib/store/use-store";

const action = "link min-h-6 font-medium pointer-coarse:min-h-11";

/** What went wrong with a task, and what can be done about it. */
export function RowProblem({ id, mark }: { id: string; mark: Problem }) {
  const actions = useActions();
  const href = usePlace((place) => writePlace(place, id));
  const { words, retryLabel } =
    mark.kind === "failed" ? explainFailure(mark) : { words: "Changed elsewhere", retryLabel: "" };
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-3 text-meta text-ink-2">
      <span className="inline-flex items-center gap-1.5">
        <Icon of={CircleAlert} className={`size-3.5 ${mark.kind === "failed" ? "text-high" : "text-medium-ink"}`} />
        {words}
      </span>
      {mark.kind === "conflict" ? (
        <PlaceLink href={href} tabIndex={-1} className={`${action} inline-flex items-center`}>
          Review
        </PlaceLink>
      ) : (
        <span className="flex gap-x-3">
          <button type="button" tabIndex={-1} className={action} onClick={() => actions.retry(id)}>
            {retryLabel}
          </button>
          <button type="button" tabIndex={-1} className={action} onClick={() => actions.discard(id)}>
            Discard
          </button>
        </span>
      )}
    </div>
  );
}
