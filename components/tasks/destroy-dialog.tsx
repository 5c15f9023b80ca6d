"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";

type DestroyDialogProps = { title: string; onConfirm: () => void; onClose: () => void };

/** Asks before a task is gone for good. Shown as long as it is rendered. */
export function DestroyDialog({ title, onConfirm, onClose }: DestroyDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="destroy-title"
      aria-describedby="destroy-text"
      onClose={onClose}
      className="w-[min(26rem,calc(100vw-2rem))] rounded-2xl border border-line bg-card p-5 text-ink shadow-card backdrop:bg-black/40"
    >
      <h2 id="destroy-title" className="text-lg font-semibold tracking-tight">
        Delete this task for good?
      </h2>
      <p id="destroy-text" dir="auto" className="mt-2 text-small text-ink-2">
        “{title}” can't be restored after that.
      </p>
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <Button autoFocus onClick={() => dialog.current?.close()}>
          Cancel
        </Button>
        <Button
          look="danger"
          onClick={() => {
            dialog.current?.close();
            onConfirm();
          }}
        >
          Delete for good
        </Button>
      </div>
    </dialog>
  );
}
