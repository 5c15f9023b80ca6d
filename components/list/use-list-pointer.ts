import { type MouseEvent, type PointerEvent, useEffect } from "react";
import { rowOf } from "@/components/app/find-row";
import { getPlace, navigate } from "@/components/app/place";
import { type TaskCommands, useTaskCommands } from "@/components/app/task-commands";
import { writePlace } from "@/components/app/views";
import { whenIdle } from "@/components/app/when-idle";
import { useWorkspace, type Workspace } from "@/components/app/workspace";
import { readSections } from "./row-focus";
import { clearSelection, selectTo, toggleSelected } from "./selection";
import { useLongPress } from "./use-long-press";

const controls = "[data-handle], button, input, textarea, a:not([data-open])";
const isHandle = (target: EventTarget) => target instanceof Element && target.closest("[data-handle]") !== null;
const isControl = (target: EventTarget) => target instanceof Element && target.closest(controls) !== null;

const isHeld = ({ shiftKey, metaKey, ctrlKey }: MouseEvent) => shiftKey || metaKey || ctrlKey;

const loadDrag = () => import("./drag");

/** Opens a task beside the list that is on the screen. */
function openTask(id: string): void {
  navigate(writePlace(getPlace(), id));
}

/** Drags a row that is pulled while it is pressed. The code that does is there by now, or is fetched. */
function prepareDrag(event: PointerEvent, row: HTMLElement, workspace: Workspace, commands: TaskCommands): void {
  const { currentTarget, pointerId, clientX: x, clientY: y } = event;
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

/** What pressing a row does: it opens, or with a modifier, or a finger that stays, it is selected. */
export function useListPointer() {
  const workspace = useWorkspace();
  const commands = useTaskCommands();
  const touch = useLongPress();

  useEffect(() => whenIdle(() => void loadDrag().catch(() => {})), []);

  const point = (target: EventTarget | null) =>
    workspace.set({ pointedId: (target && rowOf(target)?.dataset.taskId) ?? null });

  function hearDown(event: PointerEvent) {
    const row = rowOf(event.target);
    const id = row?.dataset.taskId;
    const isFree = !isControl(event.target);
    touch.begin(event, id && isFree ? () => toggleSelected(workspace, id) : null);
    const isByMouse = event.pointerType !== "touch" && event.button === 0 && isFree && !isHeld(event);
    if (row?.dataset.editable !== undefined && (isHandle(event.target) || isByMouse))
      prepareDrag(event, row, workspace, commands);
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
    const row = rowOf(event.target);
    const id = row?.dataset.taskId;
    const touched = touch.take();
    if (!id || isControl(event.target)) return;
    event.preventDefault();
    if (touched?.isLong) return;
    const isChoosing = touched && workspace.get().selectedIds.size > 0;
    if (event.shiftKey) {
      selectTo(workspace, id);
      row.focus({ preventScroll: true });
    } else if (isHeld(event) || isChoosing) toggleSelected(workspace, id);
    else {
      clearSelection(workspace);
      openTask(id);
    }
  }

  function hearDoubleClick(event: MouseEvent) {
    const row = rowOf(event.target);
    if (!row?.dataset.taskId || isControl(event.target) || isHeld(event)) return;
    if (row.dataset.editable !== undefined) workspace.set({ editingId: row.dataset.taskId });
  }

  /** A finger that stays selects, or drags: a menu would take the row out of the hand. */
  function hearContextMenu(event: MouseEvent) {
    if (isHandle(event.target) || touch.isTouched()) event.preventDefault();
  }

  return {
    onPointerOver: (event: PointerEvent) => point(event.target),
    onPointerLeave: () => point(null),
    onPointerDown: hearDown,
    onPointerMove: touch.follow,
    onPointerUp: touch.end,
    onPointerCancel: touch.end,
    onMouseDown: hearMouseDown,
    onClick: hearClick,
    onDoubleClick: hearDoubleClick,
    onContextMenu: hearContextMenu,
  };
}
