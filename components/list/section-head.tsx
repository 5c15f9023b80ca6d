import { useWorkspace } from "@/components/app/workspace";
import { writeNumber } from "@/lib/tasks/formats";
import type { ListSection } from "./list-section";
import type { ListName } from "./use-view";

const inks: Partial<Record<string, string>> = { overdue: "text-high", done: "text-ink-2" };

type SectionHeadProps = { name: ListName; section: ListSection; headingId: string };

/** A section's name, what else there is to say of it, how much it holds, and what can be done with all of it. */
export function SectionHead({ name, section: { id, title, tasks }, headingId }: SectionHeadProps) {
  // The only section of its view has the view's own name above it.
  const isAlone = name === "inbox" || name === "trash";
  return (
    <div className={name === "inbox" ? "sr-only" : "flex min-h-9 items-center gap-2 border-b border-line"}>
      <h2 id={headingId} className={isAlone ? "sr-only" : `text-small font-semibold ${inks[id] ?? "text-ink"}`}>
        {title.main}
        {title.detail && <span className="ms-2 font-normal text-ink-2">{title.detail}</span>}
      </h2>
      {tasks.length > 0 && <span className="text-small text-ink-3 tabular-nums">{writeNumber(tasks.length)}</span>}
      <SectionAction id={id} ids={() => tasks.map(({ id }) => id)} />
    </div>
  );
}

function SectionAction({ id, ids }: { id: string; ids(): string[] }) {
  const workspace = useWorkspace();
  if (id !== "overdue" && id !== "trash") return null;
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      className="ms-auto min-h-8 rounded-md text-small text-accent-ink hover:underline pointer-coarse:min-h-11"
      onClick={({ currentTarget: anchor }) =>
        workspace.set({ overlay: id === "trash" ? { name: "empty-trash" } : { name: "due", ids: ids(), anchor } })
      }
    >
      {id === "trash" ? "Empty trash" : "Reschedule"}
    </button>
  );
}
