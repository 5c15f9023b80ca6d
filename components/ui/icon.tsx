import type { LucideIcon, LucideProps } from "lucide-react";
import { memo } from "react";

type IconProps = { of: LucideIcon } & Omit<LucideProps, "ref">;

/** A picture beside words; it says nothing by itself. */
export const Icon = memo(function Icon({ of: Shape, className = "size-4", ...props }: IconProps) {
  return <Shape strokeWidth={1.75} aria-hidden="true" className={`shrink-0 ${className}`} {...props} />;
});
