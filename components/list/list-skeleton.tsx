const widths = ["w-3/5", "w-2/5", "w-1/2", "w-1/3", "w-2/3", "w-1/4"] as const;

/** The shape of rows that are on their way. */
export function ListSkeleton() {
  return (
    <div role="status" className="animate-late">
      <span className="sr-only">Loading your tasks</span>
      <div aria-hidden="true">
        <div className="mb-2 h-9 border-b border-line">
          <div className="h-3 w-20 translate-y-3 rounded-sm bg-hover" />
        </div>
        {widths.map((width) => (
          <div key={width} className="flex h-15 items-start gap-3.5 pt-3.5">
            <div className="size-5 rounded-full bg-hover" />
            <div className="grow space-y-2 pt-1">
              <div className={`h-3 rounded-sm bg-hover ${width}`} />
              <div className="h-2.5 w-16 rounded-sm bg-hover" />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
