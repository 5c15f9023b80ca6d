"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check, ChevronRight, type LucideIcon } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import type { Anchor } from "./anchor";
import { Icon } from "./icon";
import { Kbd } from "./kbd";
import { pressByKey } from "./press-key";
import { popupClass, positionerClass, scrimClass } from "./surface";

type MenuProps = { anchor: Anchor; label: string; onClose(): void; children: ReactNode };

/** A menu that is open as long as it is there: at its anchor, on a phone as a sheet. Items hear the key they show. */
export function Menu({ anchor, label, onClose, children }: MenuProps) {
  const popup = useRef<HTMLDivElement>(null);
  const [byKey] = useState(() => document.activeElement?.matches(":focus-visible") ?? false);
  // The library has this for every popup; for a menu its types do not say so.
  const focus = byKey && { initialFocus: () => popup.current?.querySelector("[role^=menuitem]") ?? true };
  return (
    <Base.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      {/* Within a landmark, where all that is on a page belongs. */}
      <Base.Portal container={document.getElementById("main")}>
        <Base.Backdrop className={`${scrimClass} md:hidden`} />
        <Base.Positioner anchor={anchor} align="start" sideOffset={4} collisionPadding={8} className={positionerClass}>
          <Base.Popup
            ref={popup}
            aria-label={label}
            {...focus}
            finalFocus={false}
            onKeyDownCapture={pressByKey}
            className={`${popupClass} ${listClass}`}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

const listClass = "min-w-56 max-w-80 p-1 max-md:px-2";
const itemClass =
  "flex min-h-8 cursor-default items-center gap-2.5 rounded-md px-2 text-small outline-none select-none data-highlighted:bg-hover data-disabled:opacity-50 pointer-coarse:min-h-11 forced-colors:data-highlighted:outline-2 forced-colors:data-highlighted:outline-solid forced-colors:data-highlighted:-outline-offset-2";

type ItemProps = {
  icon?: ReactNode;
  /** The key or chord that does the same, shown at the end. */
  keys?: string | undefined;
  isDangerous?: boolean;
  onSelect(): void;
  children: ReactNode;
};

export function MenuItem({ icon, keys, isDangerous = false, onSelect, children }: ItemProps) {
  return (
    <Base.Item
      data-key={keys?.toLowerCase()}
      onClick={onSelect}
      className={`${itemClass} ${isDangerous ? "text-high" : ""}`}
    >
      <MenuItemFace icon={icon} keys={keys} isQuiet={!isDangerous}>
        {children}
      </MenuItemFace>
    </Base.Item>
  );
}

type FaceProps = { icon: ReactNode; keys?: string | undefined; isQuiet?: boolean; children: ReactNode };

function MenuItemFace({ icon, keys, isQuiet = true, children }: FaceProps) {
  return (
    <>
      <span className={`inline-grid size-5 shrink-0 place-items-center ${isQuiet ? "text-ink-2" : ""}`}>{icon}</span>
      <span className="min-w-0 flex-1">{children}</span>
      {keys && (
        <span aria-hidden="true" className="contents">
          <Kbd keys={keys} className="ms-4" />
        </span>
      )}
    </>
  );
}

type ChoiceProps = { value: string; icon: ReactNode; keys?: string; children: ReactNode };

/** One of several that exclude each other; the one that is has a tick. To be put into `MenuChoices`. */
export function MenuChoice({ value, icon, keys, children }: ChoiceProps) {
  return (
    <Base.RadioItem value={value} closeOnClick data-key={keys?.toLowerCase()} className={itemClass}>
      <MenuItemFace icon={icon}>{children}</MenuItemFace>
      <Base.RadioItemIndicator className="text-accent-ink">
        <Icon of={Check} />
      </Base.RadioItemIndicator>
      {keys && (
        <span aria-hidden="true" className="contents">
          <Kbd keys={keys} />
        </span>
      )}
    </Base.RadioItem>
  );
}

type ChoicesProps = { label: string; value: string | null; onChange(value: string): void; children: ReactNode };

export function MenuChoices({ label, value, onChange, children }: ChoicesProps) {
  return (
    <Base.RadioGroup aria-label={label} value={value} onValueChange={onChange}>
      {children}
    </Base.RadioGroup>
  );
}

export const MenuSeparator = () => <Base.Separator className="mx-2 my-1 h-px bg-line forced-colors:bg-[CanvasText]" />;

/** What a long menu is about. */
export const MenuHeading = ({ children }: { children: ReactNode }) => (
  <div dir="auto" className="truncate px-2 pt-1 pb-1.5 text-meta text-ink-3">
    {children}
  </div>
);

/** Beside its menu; where that is a sheet there is no beside. */
export function Submenu({ icon, label, children }: { icon: LucideIcon; label: string; children: ReactNode }) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className={`${itemClass} data-popup-open:bg-hover`}>
        <MenuItemFace icon={<Icon of={icon} />}>{label}</MenuItemFace>
        <Icon of={ChevronRight} className="size-4 text-ink-3 rtl:-scale-x-100" />
      </Base.SubmenuTrigger>
      <Base.Portal container={document.getElementById("main")}>
        <Base.Positioner sideOffset={0} alignOffset={-4} collisionPadding={8} className={positionerClass}>
          <Base.Popup onKeyDownCapture={pressByKey} className={`${popupClass} ${listClass}`}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  );
}
