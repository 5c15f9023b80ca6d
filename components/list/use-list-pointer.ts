import { type MouseEvent, type PointerEvent, useEffect, useRef } from "react";
import { navigate } from "@/components/app/place";
import { useTaskCommands } from "@/components/app/task-commands";
import { readPlace, writePlace } from "@/components/app/views";
import { whenIdle } from "@/components/app/when-idle";
import { useWorkspace } from "@/components/app/workspace";
import { readSections } from "./row-focus";
import { clearSelection, getSelectionOf, selectTo, toggleSelected } from "./selection";
import { rowOf } from "./use-list-keys";

const longPressMs = 500;
const slackPx = 10;

const controls = "[data-handle], button, input, textarea, a:not([data-open])";
const isHandle = (target: EventTarget) => target instanceof Element && target.closest("[data-handle]") !== null;
const isControl = (target: EventTarget) => target instanceof Element && target.closest(controls) !== null;

const loadDrag = () => import("./drag");

/** Opens a task beside the list that is on the screen. */
function openTask(id: string): void {
  navigate(writePlace(readPlace(location.pathname + location.search), id));
}

/** What pressing a row does: it opens, or with a modifier, or a finger that stays, it is selected. */
export function useListPointer() {
  const workspace = useWorkspace();
  const commands = useTaskCommands();
  const press = useRef<{ timer: number; x: number; y: number; isLong: boolean } | null>(null);

  useEffect(() => whenIdle(() => void loadDrag().catch(() => {})), []);

  function endPress() {
    clearTimeout(press.current?.timer);
  }

  /** The code that drags is there by now, or is fetched. */
  function prepareDrag({ currentTarget, pointerId, clientX: x, clientY: y }: PointerEvent, row: HTMLElement) {
    if (!(currentTarget instanceof HTMLElement)) return;
    const pressed = new AbortController();
    const { signal } = pressed;
    for (const type of ["pointerup", "pointercancel"])
      window.addEventListener(type, () => pressed.abort(), { once: true, signal });
    const start = { row, root: currentTarget, pointerId, x, y, signal, commands };
    // Without a network there may be no such code: rows move by keys all the same.
    loadDrag().then(
      ({ followDrag }) => followDrag({ ...start, readSections: () => readSections(workspace) }),
      () => {},
    );
  }

  function hearDown(event: PointerEvent) {
    const row = rowOf(event.target);
    const id = row?.dataset.taskId;
    endPress();
    press.current = null;
    const isByHandle = isHandle(event.target);
    const isByMouse = event.pointerType !== "touch" && event.button === 0 && !isControl(event.target);
    const isPlain = !event.shiftKey && !event.metaKey && !event.ctrlKey;
    if (row && row.dataset.editable !== undefined && (isByHandle || (isByMouse && isPlain))) prepareDrag(event, row);
    if (isByHandle) return;
    if (!id || event.pointerType !== "touch" || isControl(event.target)) return;
    const start = { timer: 0, x: event.clientX, y: event.clientY, isLong: false };
    start.timer = window.setTimeout(() => {
      start.isLong = true;
      toggleSelected(workspace, id);
    }, longPressMs);
    press.current = start;
  }

  function hearMove({ clientX, clientY }: PointerEvent) {
    const start = press.current;
    if (start && Math.hypot(clientX - start.x, clientY - start.y) > slackPx) endPress();
  }

  /** A plain press gives the row the focus, not the link in it; Shift does not select text. */
  function hearMouseDown(event: MouseEvent) {
    const row = rowOf(event.target);
    if (!row || isControl(event.target) || event.button !== 0) return;
    // The field of a row that is edited saves when it is left; a focus given below leaves it too.
    event.preventDefault();
    // A browser shows where a script puts the focus; who points at it needs no ring.
    if (event.currentTarget instanceof HTMLElement) event.currentTarget.dataset.byMouse = "";
    // Shift extends from the row that is active until then.
    if (!event.shiftKey) row.focus({ preventScroll: true });
  }

  function hearClick(event: MouseEvent) {
    const id = rowOf(event.target)?.dataset.taskId;
    const isLong = press.current?.isLong ?? false;
    const isTouch = press.current !== null;
    press.current = null;
    if (!id || isControl(event.target)) return;
    event.preventDefault();
    if (isLong) return;
    const isChoosing = isTouch && workspace.get().selectedIds.size > 0;
    if (event.shiftKey) {
      selectTo(workspace, id);
      rowOf(event.target)?.focus({ preventScroll: true });
    } else if (event.metaKey || event.ctrlKey || isChoosing) toggleSelected(workspace, id);
    else {
      clearSelection(workspace);
      openTask(id);
    }
  }

  function hearDoubleClick(event: MouseEvent) {
    const row = rowOf(event.target);
    if (!row?.dataset.taskId || isControl(event.target) || event.shiftKey || event.metaKey || event.ctrlKey) return;
    if (row.dataset.editable !== undefined) workspace.set({ editingId: row.dataset.taskId });
  }

  function hearContextMenu(event: MouseEvent) {
    const row = rowOf(event.target);
    const id = row?.dataset.taskId;
    // A menu of the browser's would take the row out of the hand.
    if (isHandle(event.target)) event.preventDefault();
    if (!id || isControl(event.target)) return;
    event.preventDefault();
    // A finger that stays selects; it wants no menu.
    if (press.current) return;
    // The menu key opens it at the row.
    const point = event.button === 2 || event.ctrlKey ? { x: event.clientX, y: event.clientY } : undefined;
    workspace.set({ activeId: id, overlay: { name: "menu", ids: getSelectionOf(workspace, id), anchor: row, point } });
  }

  return {
    onPointerDown: hearDown,
    onPointerMove: hearMove,
    onPointerUp: endPress,
    onPointerCancel: endPress,
    onMouseDown: hearMouseDown,
    onClick: hearClick,
    onDoubleClick: hearDoubleClick,
    onContextMenu: hearContextMenu,
  };
}
