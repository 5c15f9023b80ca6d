"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";

type ModalProps = {
  title: string;
  /** Which element has the focus first; the dialog's first one by default. */
  focus?: string;
  onClose(): void;
  children: ReactNode;
};

/** The browser's own dialog, open as long as it is there. It needs no other code, so it is there when all else fails. */
export function Modal({ title, focus, onClose, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const opened = dialog.current;
    const before = document.activeElement;
    opened?.showModal();
    if (focus) opened?.querySelector<HTMLElement>(focus)?.focus();
    return () => {
      opened?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, [focus]);
  return (
    <dialog
      ref={dialog}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      aria-labelledby={id}
      className="w-[calc(100%-2rem)] max-w-sm animate-appear rounded-2xl border border-line bg-paper p-5 text-ink shadow-card backdrop:bg-[rgb(20_12_4/0.4)]"
    >
      <h2 id={id} className="text-[1.0625rem] leading-6 font-semibold">
        {title}
      </h2>
      {children}
    </dialog>
  );
}
