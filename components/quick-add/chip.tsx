import { type LucideIcon, X } from "lucide-react";
import { Icon } from "@/components/ui/icon";

type ChipProps = { icon: LucideIcon; label: string; removeLabel: string; className: string; onRemove(): void };

/** One thing that was understood, and a way to say that it was not meant. */
export function Chip({ icon, label, removeLabel, className, onRemove }: ChipProps) {
  return (
    <span
      className={`inline-flex min-h-7 items-center rounded-md border border-line ps-2 text-small pointer-coarse:min-h-9 ${className}`}
    >
      <Icon of={icon} className="me-1.5 size-3.5" />
      <span className="tabular-nums" suppressHydrationWarning>
        {label}
      </span>
      <button
        type="button"
        aria-label={removeLabel}
        title={removeLabel}
        // The field keeps the focus, and a phone its keyboard.
        onPointerDown={(event) => event.preventDefault()}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onRemove}
        className="relative ms-0.5 grid size-6 place-items-center rounded-md text-ink-3 transition-colors duration-100 hover:text-ink pointer-coarse:h-9 pointer-coarse:w-8 pointer-coarse:after:absolute pointer-coarse:after:-inset-x-1.5 pointer-coarse:after:-inset-y-1"
      >
        <Icon of={X} className="size-3" />
      </button>
    </span>
  );
}
