"use client";

import { useCallback, useEffect, useRef } from "react";
import { getSelectionOf } from "@/components/list/selection";
import { Toaster } from "@/components/ui/toaster";
import { rowOf } from "./find-row";
import { lazyPart } from "./lazy-part";
import { isFocusLost, returnFocus } from "./return-focus";
import { useTaskCommands } from "./task-commands";
import { whenIdle } from "./when-idle";
import { type Overlay, useWorkspace, useWorkspaceState, type Workspace } from "./workspace";

const TaskMenu = lazyPart(() => import("@/components/overlays/task-menu").then((part) => part.TaskMenu));
const DuePicker = lazyPart(() => import("@/components/overlays/due-picker").then((part) => part.DuePicker));
const PriorityMenu = lazyPart(() => import("@/components/overlays/priority-menu").then((part) => part.PriorityMenu));
const ConfirmDestroy = lazyPart(() =>
  import("@/components/overlays/confirm-destroy").then((part) => part.ConfirmDestroy),
);
const KeySheet = lazyPart(() => import("@/components/keys/key-sheet").then((part) => part.default));
const Palette = lazyPart(() => import("@/components/palette/palette").then((part) => part.default));
const QuickAddDialog = lazyPart(() =>
  import("@/components/quick-add/quick-add-dialog").then((part) => part.QuickAddDialog),
);
const SignOutDialog = lazyPart(() => import("@/components/shell/sign-out-dialog").then((part) => part.default));

const parts = [Palette, KeySheet, QuickAddDialog, TaskMenu, DuePicker, PriorityMenu, ConfirmDestroy, SignOutDialog];

/** Fetches what may lie over the page, so that it opens at once. What can't be had now is asked for again when wanted. */
function preloadOverlays(): void {
  for (const part of parts) part.preload().catch(() => {});
}

/** Somebody is there. */
function prepare(): void {
  preloadOverlays();
  import("@/components/quick-add/parser").then((part) => part.warmUpParser()).catch(() => {});
}

/** In a quiet moment, or with the first sign of a person, who may ask for one. */
function preloadSoon(): () => void {
  const controller = new AbortController();
  const options = { once: true, signal: controller.signal };
  for (const type of ["pointermove", "pointerdown", "keydown"]) document.addEventListener(type, prepare, options);
  const stopWaiting = whenIdle(preloadOverlays);
  return () => {
    controller.abort();
    stopWaiting();
  };
}

/** What lies over the page: each a chunk of its own, fetched when the page is idle or when it is wanted. */
export function Overlays() {
  const workspace = useWorkspace();
  const overlay = useWorkspaceState(({ overlay }) => overlay);
  useEffect(preloadSoon, []);
  useEffect(() => openMenuOnRightClick(workspace), [workspace]);
  useFocusReturn(workspace, overlay);
  const close = useCallback(() => {
    // One overlay may open another, which then is not its own to close.
    if (workspace.get().overlay === overlay) workspace.set({ overlay: null });
  }, [workspace, overlay]);
  return (
    <>
      {overlay && <OpenOverlay overlay={overlay} onClose={close} />}
      <Toaster />
    </>
  );
}

function OpenOverlay({ overlay, onClose }: { overlay: Overlay; onClose(): void }) {
  const { add } = useTaskCommands();
  const end = { onClose, onMissing: onClose };
  switch (overlay.name) {
    case "menu":
      return <TaskMenu key={overlay.ids.join()} {...overlay} {...end} />;
    case "due":
      return <DuePicker key={overlay.ids.join()} {...overlay} {...end} />;
    case "priority":
      return <PriorityMenu key={overlay.ids.join()} {...overlay} {...end} />;
    case "destroy":
      return <ConfirmDestroy ids={overlay.ids} {...end} />;
    case "empty-trash":
      return <ConfirmDestroy ids={null} {...end} />;
    case "palette":
      return <Palette {...end} />;
    case "keys":
      return <KeySheet {...end} />;
    case "add":
      return <QuickAddDialog onAdd={add} defaultDate={overlay.date} {...end} />;
    case "sign-out":
      return <SignOutDialog {...end} />;
    default:
      return null;
  }
}

/** The menu of a row, at the pointer or, for the menu key, at the row. The list refuses what a finger would open. */
function openMenuOnRightClick(workspace: Workspace): () => void {
  function open(event: MouseEvent) {
    // Shift with the pointer is how one asks for the browser's own menu.
    const isByPointer = event.button === 2 || event.ctrlKey;
    const row = rowOf(event.target);
    const id = row?.dataset.taskId;
    // A field keeps the browser's own too, to paste by.
    const isTheirs = (isByPointer && event.shiftKey) || event.target instanceof HTMLTextAreaElement;
    if (!id || event.defaultPrevented || isTheirs) return;
    event.preventDefault();
    const point = isByPointer ? { x: event.clientX, y: event.clientY } : undefined;
    workspace.set({ activeId: id, overlay: { name: "menu", ids: getSelectionOf(workspace, id), anchor: row, point } });
  }
  document.addEventListener("contextmenu", open);
  return () => document.removeEventListener("contextmenu", open);
}

/** When the last overlay closes and nothing else took the focus, it goes back to where it came from. */
function useFocusReturn(workspace: Workspace, overlay: Overlay | null): void {
  const opener = useRef<Element | null>(null);
  const shown = useRef<Overlay | null>(null);
  useEffect(() => {
    let wasOpen = workspace.get().overlay !== null;
    return workspace.subscribe(() => {
      const isOpen = workspace.get().overlay !== null;
      if (isOpen && !wasOpen) opener.current = document.activeElement;
      wasOpen = isOpen;
    });
  }, [workspace]);
  useEffect(() => {
    const last = shown.current;
    shown.current = overlay;
    if (!last || overlay || !isFocusLost()) return;
    returnFocus(workspace, "anchor" in last ? last.anchor : null, opener.current);
  }, [workspace, overlay]);
}
