import { type MouseEvent, type PointerEvent, useRef } from "react";

const longPressMs = 500;
const slackPx = 10;

/** Hears a finger that stays where it is, and tells it from one that taps. */
export function useLongPress() {
  const press = useRef<{ timer: number; x: number; y: number; isLong: boolean } | null>(null);
  const end = () => clearTimeout(press.current?.timer);

  return {
    /** Begins to wait, for what a finger pressed that has an `act`; any other press ends what was before. */
    begin({ pointerType, clientX: x, clientY: y }: PointerEvent, act: (() => void) | null) {
      end();
      press.current = null;
      if (pointerType !== "touch" || !act) return;
      const start = { timer: 0, x, y, isLong: false };
      start.timer = window.setTimeout(() => {
        start.isLong = true;
        act();
      }, longPressMs);
      press.current = start;
    },
    follow({ clientX, clientY }: MouseEvent) {
      const start = press.current;
      if (start && Math.hypot(clientX - start.x, clientY - start.y) > slackPx) end();
    },
    end,
    isTouched: () => press.current !== null,
    /** How the press was, once: null if it was no finger's. */
    take(): { isLong: boolean } | null {
      const taken = press.current;
      press.current = null;
      return taken;
    },
  };
}
