"use client";

import { Dialog } from "@base-ui/react/dialog";
import { type CSSProperties, useRef } from "react";
import { scrimClass } from "@/components/ui/surface";
import type { NewTask } from "@/lib/store/actions";
import { QuickAdd } from "./quick-add";
import { useKeyboardInset } from "./use-keyboard-inset";

type QuickAddDialogProps = {
  onClose(): void;
  onAdd(tasks: NewTask[]): void;
  /** The day that a task gets that names none. */
  defaultDate?: string | null;
};

/** Quick add over any screen: near its top, or on a phone at its foot, above the keyboard. */
export function QuickAddDialog({ onClose, onAdd, defaultDate = null }: QuickAddDialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  const keyboardInset = useKeyboardInset();
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={scrimClass} />
        <Dialog.Popup
          ref={popup}
          initialFocus={() => popup.current?.querySelector("textarea")}
          // A custom property is no key of CSSProperties.
          style={{ "--keyboard-inset": `${keyboardInset}px` } as CSSProperties}
          className="fixed inset-x-0 bottom-(--keyboard-inset) z-40 mx-auto max-w-measure p-2 pb-[max(--spacing(2),env(safe-area-inset-bottom))] outline-none transition-[opacity,translate] duration-150 data-starting-style:translate-y-4 data-starting-style:opacity-0 sm:top-[12dvh] sm:bottom-auto sm:px-4"
        >
          <Dialog.Title className="sr-only">Add a task</Dialog.Title>
          <QuickAdd defaultDate={defaultDate} onAdd={onAdd} onClose={onClose} placeholder="What has to be done?" />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
