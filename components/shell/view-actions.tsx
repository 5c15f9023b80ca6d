"use client";

import { createContext, type ReactNode, use, useState } from "react";
import { createPortal } from "react-dom";

type Slot = HTMLElement | null;
const SlotContext = createContext<{ slot: Slot; setSlot(slot: Slot): void }>({ slot: null, setSlot() {} });

/** Lets what is below it put a view's own actions into the top bar. */
export function ViewActionsProvider({ children }: { children: ReactNode }) {
  const [slot, setSlot] = useState<Slot>(null);
  return <SlotContext value={{ slot, setSlot }}>{children}</SlotContext>;
}

/** Where they appear. It keeps the room of one button, for they come once the browser's code runs. */
export function ViewActionsSlot() {
  const { setSlot } = use(SlotContext);
  return <div ref={setSlot} className="flex min-w-8 items-center gap-1 pointer-coarse:min-w-11" />;
}

/** The actions of the view that is shown, such as its filter and its menu: they stand in the top bar. */
export function ViewActions({ children }: { children: ReactNode }) {
  const { slot } = use(SlotContext);
  return slot && createPortal(children, slot);
}
