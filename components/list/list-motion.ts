const leaveMs = 200;
const glideMs = 120;
const ghostsMax = 12;

type Placed = { part: HTMLElement; top: number };

/** Where the parts of a list stood on the screen, by section and id. */
export type Places = Map<string, Placed>;

const isMoving = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;

/** The rows, and what stands over and under them. */
function* listParts(root: HTMLElement): Generator<[key: string, part: HTMLElement]> {
  for (const section of root.querySelectorAll<HTMLElement>("[data-section]")) {
    const name = section.dataset.section;
    for (const [index, part] of [...section.children].entries())
      if (part instanceof HTMLElement && part.getAttribute("role") !== "grid")
        yield [`${name} ${index === 0 ? "head" : "foot"}`, part];
    for (const part of section.querySelectorAll<HTMLElement>("[data-task-id]"))
      yield [`${name} ${part.dataset.taskId}`, part];
  }
}

/** Reads where what is in sight stands, before it changes; null where nothing is to move. */
export function readPlaces(root: HTMLElement): Places | null {
  if (!isMoving()) return null;
  const places: Places = new Map();
  for (const [key, part] of listParts(root)) {
    const { top, bottom } = part.getBoundingClientRect();
    if (bottom > 0 && top < innerHeight) places.set(key, { part, top });
  }
  return places;
}

/** Lets all glide to where it is now, and the rows that are gone leave. Only transform and opacity change. */
export function playMotion(root: HTMLElement, places: Places, isDone: (id: string) => boolean): void {
  const left = [...places.values()].filter(({ part }) => !part.isConnected && part.dataset.taskId !== undefined);
  const timing: KeyframeAnimationOptions = { duration: glideMs, easing: "ease-out" };
  if (left.length > 0) Object.assign(timing, { delay: leaveMs - glideMs, fill: "backwards" });
  const now = Array.from(listParts(root), ([key, part]) => ({
    part,
    top: part.getBoundingClientRect().top,
    before: places.get(key)?.top,
  }));
  const { top: rootTop } = root.getBoundingClientRect();
  for (const { part, top, before } of now) {
    if (top > innerHeight || top < -part.offsetHeight || part.dataset.dropped !== undefined) continue;
    const shift = before === undefined ? 0 : before - top;
    if (shift !== 0 && Math.abs(shift) < innerHeight)
      part.animate([{ transform: `translateY(${shift}px)` }, { transform: "none" }], timing);
    else if (before === undefined && places.size > 0) part.animate([{ opacity: 0 }, { opacity: 1 }], glideMs);
  }
  if (left.length <= ghostsMax) for (const { part, top } of left) leave(root, part, top - rootTop, isDone);
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
  const fade = row.animate(
    [{ opacity: 1 }, { opacity: 1, offset: 0.4 }, { opacity: 0, offset: 0.7 }, { opacity: 0 }],
    leaveMs,
  );
  fade.onfinish = () => row.remove();
  fade.oncancel = () => row.remove();
}

function drawDone(row: HTMLElement): void {
  const timing = { duration: leaveMs * 0.5, easing: "ease-out", fill: "forwards" as const };
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
