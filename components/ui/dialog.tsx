"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { IconButton } from "./icon-button";
import { dialogClass, scrimClass } from "./surface";

type DialogProps = {
  title: string;
  description?: ReactNode;
  /** For what needs an answer: a press beside it does not close it. */
  isAlert?: boolean;
  hasCloseButton?: boolean;
  initialFocus?: RefObject<HTMLElement | null>;
  onClose(): void;
  /** Buttons at the foot. */
  actions?: ReactNode;
  className?: string;
  children?: ReactNode;
};

/** A dialog that is open as long as it is there: in the middle of the page, on a phone as a sheet at its foot. */
export function Dialog(props: DialogProps) {
  const { title, description, isAlert = false, onClose, actions, className = "md:max-w-md", children } = props;
  return (
    <Base.Root open disablePointerDismissal={isAlert} onOpenChange={(isOpen) => isOpen || onClose()}>
      <Base.Portal>
        <Base.Backdrop className={scrimClass} />
        <Base.Popup
          {...(isAlert && { role: "alertdialog" })}
          {...(props.initialFocus && { initialFocus: props.initialFocus })}
          finalFocus={false}
          className={`${dialogClass} ${className}`}
        >
          <div className="flex items-start gap-3 px-5 pt-5 max-md:pt-1">
            <Base.Title className="min-w-0 flex-1 text-[1.0625rem] leading-6 font-semibold">{title}</Base.Title>
            {props.hasCloseButton && (
              <Base.Close render={<IconButton icon={X} label="Close" className="-me-2 -mt-1" />} />
            )}
          </div>
          {description && (
            <Base.Description render={<div />} className="px-5 pt-2 text-title text-ink-2">
              {description}
            </Base.Description>
          )}
          {children}
          {actions && <div className="flex justify-end gap-2 p-5 max-md:flex-col-reverse max-md:pb-2">{actions}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
