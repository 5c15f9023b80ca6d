import { lazyPart } from "@/components/app/lazy-part";
import { useWorkspaceState } from "@/components/app/workspace";
import { writeNumber } from "@/lib/tasks/formats";

const SelectionBar = lazyPart(() => import("./selection-bar").then((part) => part.SelectionBar));

/** Says how many rows are selected, and shows what can be done with them. */
export function SelectionFoot() {
  const count = useWorkspaceState(({ selectedIds }) => selectedIds.size);
  return (
    <>
      <p role="status" className="sr-only">
        {count > 0 && `${writeNumber(count)} selected`}
      </p>
      {count > 0 && <SelectionBar />}
    </>
  );
}
