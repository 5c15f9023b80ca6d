import type { LucideIcon, LucideProps } from "lucide-react";

/** A picture beside words; it says nothing by itself. */
export function Icon({ of: Shape, className = "size-4", ...props }: { of: LucideIcon } & Omit<LucideProps, "ref">) {
  return <Shape strokeWidth={1.75} aria-hidden="true" className={`shrink-0 ${className}`} {...props} />;
}
