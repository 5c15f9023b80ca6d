import { Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { lazyPart } from "@/components/app/lazy-part";
import { useTaskCommands } from "@/components/app/task-commands";
import { whenIdle } from "@/components/app/when-idle";
import { Icon } from "@/components/ui/icon";

const QuickAdd = lazyPart(
  () => import("@/components/quick-add/quick-add").then((part) => part.QuickAdd),
  ({ examples = [] }) => (
    <div aria-hidden="true" className={examples.length > 0 ? "mb-12" : ""}>
      <div className="h-22.5 rounded-xl border border-control bg-card shadow-card" />
    </div>
  ),
);

const preload = () => void QuickAdd.preload().catch(() => {});

const examples = ["Pay rent tomorrow 9am !1", "Call Grandma on Sunday", "Water the plants today"];

type AddRowProps = {
  /** The day of what is added here. */
  date: string | null;
  /** Whether it is one of many. */
  isQuiet?: boolean;
  /** Whether there is nothing yet: then it is open, with phrases to try. */
  isFirstRun?: boolean;
};

/** On glass a field that has the focus brings up the keyboard, over half of what there is to see first. */
const hasKeyboard = () => typeof matchMedia === "function" && matchMedia("(pointer: fine)").matches;

/** Adds a task here: a quiet row that opens a field. */
export function AddRow({ date, isQuiet = false, isFirstRun = false }: AddRowProps) {
  const commands = useTaskCommands();
  const [state, setState] = useState<"closed" | "opened" | "pressed">(isFirstRun ? "opened" : "closed");
  const row = useRef<HTMLButtonElement>(null);
  const hasClosed = useRef(false);
  // What is open before the first task stays so after it.
  if (isFirstRun && state === "closed") setState("opened");
  // What is typed right behind the press is the field's.
  useEffect(() => whenIdle(preload), []);
  useEffect(() => {
    if (state !== "closed") hasClosed.current = true;
    else if (hasClosed.current) row.current?.focus();
  }, [state]);
  if (state !== "closed")
    return (
      <div data-quick-add className={isQuiet ? "py-2" : "mb-6"}>
        <QuickAdd
          defaultDate={date}
          autoFocus={state === "pressed" || (isFirstRun && hasKeyboard())}
          onAdd={(tasks) => commands.add(tasks)}
          {...(isFirstRun ? { examples } : { onClose: () => setState("closed") })}
        />
      </div>
    );
  return (
    <button
      ref={row}
      type="button"
      onClick={() => setState("pressed")}
      onPointerEnter={preload}
      className={`-mx-3 flex min-h-11 w-[calc(100%+1.5rem)] items-center gap-3 rounded-lg px-3 text-start hover:bg-hover hover:text-ink ${
        isQuiet ? "text-small text-ink-3" : "mb-3 text-title text-ink-2"
      }`}
    >
      <span className="-ms-1 grid w-7 place-items-center pointer-coarse:w-6">
        <Icon of={Plus} className={isQuiet ? "size-4" : "size-5 text-accent-ink"} />
      </span>
      Add task
    </button>
  );
}
