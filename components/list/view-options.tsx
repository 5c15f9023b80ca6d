import { ListFilter } from "lucide-react";
import { type CSSProperties, useId, useState } from "react";
import { lazyPart } from "@/components/app/lazy-part";
import { ViewActions } from "@/components/shell/view-actions";
import { Icon } from "@/components/ui/icon";
import { noOptions, type ViewOptions } from "@/lib/tasks/view-options";
import { changeOptions } from "./change-options";
import { describeOptions } from "./describe-options";

const OptionsForm = lazyPart(
  () => import("./options-form").then((part) => part.OptionsForm),
  () => <div className="h-96" />,
);

type ViewOptionsProps = { options: ViewOptions; hasDueFilter?: boolean };

/** The button in the top bar that says what a view shows and in which order. */
export function ViewOptionsMenu({ options, hasDueFilter = true }: ViewOptionsProps) {
  const id = useId();
  const [corner, setCorner] = useState<CSSProperties | null>(null);
  const isSet = describeOptions(options).length > 0;
  const label = isSet ? "Filter and sort, in use" : "Filter and sort";
  return (
    <ViewActions>
      <button
        type="button"
        aria-label={label}
        title={label}
        popoverTarget={id}
        onClick={({ currentTarget }) => {
          const { right, bottom } = currentTarget.getBoundingClientRect();
          setCorner({ top: bottom + 6, right: Math.max(8, document.documentElement.clientWidth - right) });
        }}
        className="relative inline-grid size-8 place-items-center rounded-md text-ink-2 hover:bg-hover hover:text-ink pointer-coarse:size-11"
      >
        <Icon of={ListFilter} />
        {isSet && (
          <span className="absolute end-1 top-1 size-2 rounded-full bg-accent pointer-coarse:end-2.5 pointer-coarse:top-2.5" />
        )}
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label="Filter and sort"
        style={{ ...corner, left: "auto", bottom: "auto", margin: 0 }}
        className="fixed max-h-[calc(100dvh-5rem)] w-72 overflow-y-auto rounded-xl border border-line bg-card p-4 text-ink shadow-card"
      >
        {corner && <OptionsForm options={options} hasDueFilter={hasDueFilter} onChange={changeOptions} />}
      </div>
    </ViewActions>
  );
}

/** Says what a view is narrowed to and ordered by, where that is not its own way. */
export function ViewOptionsBar({ options }: { options: ViewOptions }) {
  const words = describeOptions(options);
  if (words.length === 0) return null;
  return (
    <p className="mb-4 flex flex-wrap items-center gap-x-2 rounded-lg bg-panel px-3 py-1.5 text-small text-ink-2">
      <Icon of={ListFilter} className="size-3.5" />
      {words.join(" · ")}
      <button
        type="button"
        className="link ms-auto min-h-6 pointer-coarse:min-h-11"
        onClick={() => {
          document.querySelector<HTMLElement>("main h1")?.focus();
          changeOptions(noOptions);
        }}
      >
        Clear
      </button>
    </p>
  );
}
