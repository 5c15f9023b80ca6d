import { settle } from "@/components/app/after-paint";
import type { TaskCommands } from "@/components/app/task-commands";
import { countTimed, findSpot, type ListSection } from "./list-section";
import { findPlaceAt } from "./reorder";

const slackPx = 6;
const edgePx = 72;
const scrollPx = 14;

export type DragStart = {
  row: HTMLElement;
  root: HTMLElement;
  pointerId: number;
  x: number;
  y: number;
  /** Aborted when the pointer went up before this code was there. */
  signal: AbortSignal;
  commands: TaskCommands;
  readSections(): readonly ListSection[];
};

/** Where a row would land: before which index of a section, and what is asked of the task for that. */
type Target = { section: ListSection; index: number; place: { after?: string; before?: string }; date?: string };

/** Follows a pressed row: once it is moved far enough it is dragged, and lands where a line shows. Escape takes it back. */
export function followDrag(start: DragStart): void {
  const { row, root, pointerId, signal, commands, readSections } = start;
  const id = row.dataset.taskId ?? "";
  const listening = new AbortController();
  let drag: ReturnType<typeof lift> | undefined;
  let target: Target | null = null;
  let y = start.y;

  function move(event: PointerEvent): void {
    if (event.pointerId !== pointerId) return;
    if (!drag && Math.hypot(event.clientX - start.x, event.clientY - start.y) < slackPx) return;
    drag ??= lift(row, root, scroll);
    y = event.clientY;
    drag.follow(event.clientX - start.x, event.clientY - start.y);
    aim();
  }

  function aim(): void {
    target = findTarget(root, readSections(), id, y);
    drag?.showLine(target && readLine(root, target));
  }

  function scroll(): void {
    const by = y < edgePx ? -scrollPx : y > innerHeight - edgePx ? scrollPx : 0;
    if (by === 0) return;
    scrollBy(0, by);
    aim();
  }

  function end(isDropped: boolean): void {
    listening.abort();
    if (!drag) return;
    swallowClick();
    drag.drop();
    if (!isDropped || !target) return;
    row.dataset.dropped = "";
    setTimeout(() => delete row.dataset.dropped, 100);
    commands.move(id, target.place, target.date);
    // For a frame it would be back where it came from.
    settle();
  }

  if (signal.aborted) return;
  const options = { signal: listening.signal, capture: true };
  window.addEventListener("pointermove", move, options);
  window.addEventListener("pointerup", () => end(true), options);
  window.addEventListener("pointercancel", () => end(false), options);
  // Elements that lose the focus are heard here too.
  window.addEventListener("blur", ({ target }) => target === window && end(false), options);
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !drag) return;
      event.preventDefault();
      event.stopPropagation();
      end(false);
    },
    options,
  );
}

/** The row in the hand: a copy that follows the pointer, and a line that shows where it lands. */
function lift(row: HTMLElement, root: HTMLElement, onFrame: () => void) {
  const box = row.getBoundingClientRect();
  const copy = row.cloneNode(true);
  if (!(copy instanceof HTMLElement)) throw new Error("a row is an element");
  delete copy.dataset.taskId;
  copy.removeAttribute("role");
  copy.inert = true;
  copy.ariaHidden = "true";
  copy.classList.add("bg-card", "shadow-card", "z-40");
  Object.assign(copy.style, {
    position: "fixed",
    margin: "0",
    top: `${box.top}px`,
    left: `${box.left}px`,
    width: `${box.width}px`,
    pointerEvents: "none",
    opacity: "0.92",
  });
  const line = document.createElement("div");
  line.ariaHidden = "true";
  line.className = "pointer-events-none absolute inset-x-0 top-0 z-50 h-0.5 rounded-full bg-focus opacity-0";
  root.append(line, copy);
  row.style.opacity = "0.4";
  root.style.pointerEvents = "none";
  document.documentElement.style.cursor = "grabbing";
  let frame = requestAnimationFrame(function run() {
    onFrame();
    frame = requestAnimationFrame(run);
  });
  return {
    follow(x: number, y: number) {
      copy.style.transform = `translate(${x}px, ${y}px)`;
    },
    showLine(top: number | null) {
      line.style.opacity = top === null ? "0" : "1";
      if (top !== null) line.style.transform = `translateY(${top - 1}px)`;
    },
    drop() {
      cancelAnimationFrame(frame);
      copy.remove();
      line.remove();
      row.style.removeProperty("opacity");
      root.style.removeProperty("pointer-events");
      document.documentElement.style.removeProperty("cursor");
    },
  };
}

const rowsOf = (element: Element) => [...element.querySelectorAll<HTMLElement>("[data-task-id]")];
const readIndex = (row: HTMLElement) => Number(row.ariaRowIndex ?? row.getAttribute("aria-rowindex")) - 1;

function findTarget(root: HTMLElement, sections: readonly ListSection[], id: string, y: number): Target | null {
  const element = [...root.querySelectorAll<HTMLElement>("[data-section]")].findLast(
    (section, index) => index === 0 || section.getBoundingClientRect().top <= y,
  );
  const section = sections.find((section) => section.id === element?.dataset.section);
  const from = findSpot(sections, id);
  if (!element || !section || !from) return null;
  const below = rowsOf(element).find((row) => {
    const { top, height } = row.getBoundingClientRect();
    return top + height / 2 > y;
  });
  const index = below ? readIndex(below) : section.tasks.length;
  if (section.id === from.section.id) {
    const place = section.isOrdered ? findPlaceAt(section, id, from.index < index ? index - 1 : index) : null;
    return place && { section, index, place };
  }
  return aimAtDay(section, from.task, index);
}

/** On another day: the day, and where it is ordered by hand the place too. */
function aimAtDay(section: ListSection, task: ListSection["tasks"][number], index: number): Target | null {
  const { date, tasks } = section;
  if (date === null || task.completed) return null;
  const { dueTime } = task;
  if (dueTime !== null || !section.isOrdered) {
    const at = dueTime === null ? index : tasks.findIndex((other) => (other.dueTime ?? "24:00") > dueTime);
    return { section, index: at === -1 ? tasks.length : at, place: {}, date };
  }
  const at = Math.max(index, countTimed(section));
  return { section, index: at, place: findPlaceAt(section, task.id, at) ?? {}, date };
}

/** How far down in the list the line stands. */
function readLine(root: HTMLElement, { section, index }: Target): number | null {
  const element = root.querySelector(`[data-section="${CSS.escape(section.id)}"]`);
  if (!element) return null;
  const rows = rowsOf(element);
  const { top: from } = root.getBoundingClientRect();
  const at = rows.find((row) => readIndex(row) === index);
  if (at) return at.getBoundingClientRect().top - from;
  const last = rows.at(-1) ?? element.firstElementChild;
  return last ? last.getBoundingClientRect().bottom - from : null;
}

/** What was dragged was not clicked. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, true));
}
