"use client";

import { Popover as Base } from "@base-ui/react/popover";
import { type ReactNode, type RefObject, useRef } from "react";
import type { Anchor } from "./anchor";
import { pressByKey } from "./press-key";
import { popupClass, positionerClass, scrimClass } from "./surface";

type PopoverProps = {
  anchor: Anchor;
  label: string;
  /** What has the focus first; nothing that opens a touch keyboard by itself. */
  initialFocus?: RefObject<HTMLElement | null>;
  onClose(how: "escape" | "other"): void;
  className?: string;
  children: ReactNode;
};

/** A box that is open as long as it is there: at its anchor, on a phone as a sheet. What shows a key hears it. */
export function Popover({ anchor, label, initialFocus, onClose, className = "", children }: PopoverProps) {
  const popup = useRef<HTMLDivElement>(null);
  const findFirst = () => (matchMedia("(pointer: coarse)").matches ? popup.current : initialFocus?.current) ?? true;
  return (
    <Base.Root
      open
      modal
      onOpenChange={(isOpen, { reason }) => isOpen || onClose(reason === "escape-key" ? "escape" : "other")}
    >
      <Base.Portal>
        <Base.Backdrop className={`${scrimClass} md:hidden`} />
        <Base.Positioner anchor={anchor} align="start" sideOffset={4} collisionPadding={8} className={positionerClass}>
          <Base.Popup
            ref={popup}
            aria-label={label}
            initialFocus={findFirst}
            finalFocus={false}
            onKeyDown={pressByKey}
            className={`${popupClass} ${className}`}
          >
            {children}
            <Base.Close className="sr-only focus:not-sr-only focus:m-2 focus:rounded-md focus:px-2 focus:py-1 focus:text-small">
              Close
            </Base.Close>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
