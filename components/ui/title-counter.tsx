import { titleMaxLength } from "@/lib/contract/limits";

const visibleFrom = 180;

/** How much of a title's length is used, once that matters. */
export function TitleCounter({ count }: { count: number }) {
  if (count < visibleFrom) return null;
  return (
    <p
      aria-live="polite"
      className={`mt-1 text-end text-meta tabular-nums ${count > titleMaxLength ? "text-high" : "text-ink-3"}`}
    >
      {count} / {titleMaxLength}
    </p>
  );
}
