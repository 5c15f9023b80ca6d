const leaveMs = 200;
const glideMs = 140;
const ghostsMax = 12;

type Placed = { row: HTMLElement; top: number };

/** Where rows stood on the page, by section and id. */
export type Places = Map<string, Placed>;

const isMoving = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;
const readKey = (row: HTMLElement) =>
  `${row.closest<HTMLElement>("[data-section]")?.dataset.section} ${row.dataset.taskId}`;

/** Reads where the rows in sight stand, before they change; null where nothing is to move. */
export function readPlaces(root: HTMLElement): Places | null {
  if (!isMoving()) return null;
  const places: Places = new Map();
  for (const row of root.querySelectorAll<HTMLElement>("[data-task-id]")) {
    const { top, bottom } = row.getBoundingClientRect();
    if (bottom > 0 && top < innerHeight) places.set(readKey(row), { row, top });
  }
  return places;
}

/** Lets rows glide to where they are now, and those that are gone leave. Only transform and opacity change. */
export function playMotion(root: HTMLElement, places: Places, isDone: (id: string) => boolean): void {
  const rows = Array.from(root.querySelectorAll<HTMLElement>("[data-task-id]"), (row) => ({
    row,
    top: row.getBoundingClientRect().top,
    before: places.get(readKey(row)),
  }));
  const left = [...places.values()].filter(({ row }) => !row.isConnected);
  const hasLeft = left.length > 0;
  const { top: rootTop } = root.getBoundingClientRect();
  for (const { row, top, before } of rows) {
    if (top > innerHeight || top < -row.offsetHeight) continue;
    if (row.dataset.dropped !== undefined) continue;
    const shift = before ? before.top - top : 0;
    const timing = { duration: glideMs, easing: "ease-out" };
    if (shift !== 0 && Math.abs(shift) < innerHeight)
      row.animate([{ transform: `translateY(${shift}px)` }, { transform: "none" }], {
        ...timing,
        ...(hasLeft && { delay: leaveMs - glideMs, fill: "backwards" as const }),
      });
    else if (!before && places.size > 0) row.animate([{ opacity: 0 }, { opacity: 1 }], timing);
  }
  if (left.length <= ghostsMax) for (const { row, top } of left) leave(root, row, top - rootTop, isDone);
}

/** Shows a row that is gone once more: its check draws itself, a line wipes across its title, and it fades. */
function leave(root: HTMLElement, row: HTMLElement, top: number, isDone: (id: string) => boolean): void {
  const wasDone = isDone(row.dataset.taskId ?? "");
  delete row.dataset.taskId;
  row.removeAttribute("role");
  row.removeAttribute("tabindex");
  row.inert = true;
  row.ariaHidden = "true";
  Object.assign(row.style, { position: "absolute", top: `${top}px`, insetInline: "0", pointerEvents: "none" });
  root.append(row);
  if (wasDone) drawDone(row);
  const fade = row.animate([{ opacity: 1 }, { opacity: 1, offset: 0.5 }, { opacity: 0 }], leaveMs);
  fade.onfinish = () => row.remove();
  fade.oncancel = () => row.remove();
}

function drawDone(row: HTMLElement): void {
  const timing = { duration: leaveMs * 0.6, easing: "ease-out", fill: "forwards" as const };
  row.querySelector("svg path")?.animate(
    [
      { strokeDashoffset: 1, opacity: 1 },
      { strokeDashoffset: 0, opacity: 1 },
    ],
    timing,
  );
  const title = row.querySelector("[data-title]");
  const box = row.getBoundingClientRect();
  for (const { left, top, width, height } of title?.getClientRects() ?? []) {
    const line = document.createElement("span");
    line.className = "absolute h-px origin-left bg-ink-2 rtl:origin-right";
    Object.assign(line.style, {
      left: `${left - box.left}px`,
      top: `${top - box.top + height * 0.54}px`,
      width: `${width}px`,
    });
    row.append(line);
    line.animate([{ transform: "scaleX(0)" }, { transform: "none" }], timing);
  }
}
