import { Plus } from "lucide-react";
import { useWorkspace } from "@/components/app/workspace";
import { Icon } from "@/components/ui/icon";

/** Adds a task here: on the day that is given. */
export function AddRow({ date, isQuiet = false }: { date: string | null; isQuiet?: boolean }) {
  const workspace = useWorkspace();
  return (
    <button
      type="button"
      onClick={() => workspace.set({ overlay: { name: "add", date } })}
      className={`-mx-3 flex min-h-11 w-[calc(100%+1.5rem)] items-center gap-3 rounded-lg px-3 text-start hover:bg-hover hover:text-ink ${
        isQuiet ? "text-small text-ink-3" : "mb-4 text-title text-ink-2"
      }`}
    >
      <span className="grid w-6 place-items-center">
        <Icon of={Plus} className={isQuiet ? "size-4" : "size-5 text-accent-ink"} />
      </span>
      Add task
    </button>
  );
}
