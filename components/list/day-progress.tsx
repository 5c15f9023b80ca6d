import { useReader } from "@/components/app/reader";
import { describeLongDay } from "@/lib/tasks/dates";
import type { Progress } from "@/lib/tasks/views";

/** Which day it is, and how much of it is done. */
export function DayProgress({ progress }: { progress: Progress | undefined }) {
  const { today, locale } = useReader();
  const { done, total } = progress ?? { done: 0, total: 0 };
  const words = `${done} of ${total} done`;
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-3 text-small text-ink-2">
      <span lang={locale} suppressHydrationWarning>
        {describeLongDay(today, locale)}
      </span>
      {total > 0 && (
        <>
          <span
            role="progressbar"
            aria-label="Done today"
            aria-valuemin={0}
            aria-valuemax={total}
            aria-valuenow={done}
            aria-valuetext={words}
            className="h-1 w-23 overflow-hidden rounded-full bg-line forced-colors:border"
          >
            <span
              className="block h-full origin-left rounded-full bg-done transition-transform duration-200 rtl:origin-right forced-colors:bg-[CanvasText]"
              style={{ transform: `scaleX(${done / total})` }}
            />
          </span>
          <span className="tabular-nums">{words}</span>
        </>
      )}
    </div>
  );
}
