import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { Icon } from "./icon";

/** A button that shows a picture; `label` is its name, and its tooltip. */
export function IconButton({
  icon,
  label,
  className = "",
  ...props
}: { icon: LucideIcon; label: string } & ComponentProps<"button">) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`inline-grid size-8 shrink-0 place-items-center rounded-md text-ink-2 transition-colors duration-100 hover:bg-hover hover:text-ink pointer-coarse:size-11 ${className}`}
      {...props}
    >
      <Icon of={icon} />
    </button>
  );
}
