const leaveMs = 200;
const glideMs = 120;
const ghostsMax = 12;

/** `lines`: those of the title of a row that is done by now, from the row's own corner. */
type Placed = { part: HTMLElement; top: number; lines: readonly Line[] | null };
type Line = { left: number; top: number; width: number };

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
export function readPlaces(root: HTMLElement, isDone: (id: string) => boolean): Places | null {
  if (!isMoving()) return null;
  const places: Places = new Map();
  for (const [key, part] of listParts(root)) {
    const box = part.getBoundingClientRect();
    if (box.bottom <= 0 || box.top >= innerHeight) continue;
    const id = part.dataset.taskId;
    places.set(key, { part, top: box.top, lines: id !== undefined && isDone(id) ? readLines(part, box) : null });
  }
  return places;
}

function readLines(row: HTMLElement, box: DOMRect): Line[] {
  const lines = row.querySelector("[data-title]")?.getClientRects() ?? [];
  return Array.from(lines, ({ left, top, width, height }) => ({
    left: left - box.left,
    top: top - box.top + height * 0.54,
    width,
  }));
}

/** What has moved, been added and left. Heights are of the screen, as it was scrolled at `scrolledTo`. */
type Motion = {
  root: HTMLElement;
  rootTop: number;
  scrolledTo: number;
  here: { part: HTMLElement; top: number; before: number | undefined }[];
  gone: Placed[];
};

/** Reads where all is now that it has changed. */
export function readMotion(root: HTMLElement, places: Places): Motion {
  const parts = Array.from(listParts(root), ([key, part]) => {
    const { top, bottom } = part.getBoundingClientRect();
    return { part, top, bottom, before: places.get(key)?.top };
  });
  return {
    root,
    rootTop: root.getBoundingClientRect().top,
    scrolledTo: scrollY,
    here: places.size === 0 ? [] : parts.filter(({ top, bottom }) => top <= innerHeight && bottom >= 0),
    gone: [...places.values()].filter(({ part }) => !part.isConnected && part.dataset.taskId !== undefined),
  };
}

/** Lets all glide to where it is now, and the rows that are gone leave. Only transform and opacity change. */
export function playMotion({ root, rootTop, scrolledTo, here, gone }: Motion): void {
  const scrolled = scrollY - scrolledTo;
  const timing: KeyframeAnimationOptions = { duration: glideMs, easing: "ease-out" };
  if (gone.length > 0) Object.assign(timing, { delay: leaveMs - glideMs, fill: "backwards" });
  for (const { part, top, before } of here) {
    if (part.dataset.dropped !== undefined) continue;
    const shift = before === undefined ? 0 : before - top + scrolled;
    if (shift !== 0 && Math.abs(shift) < innerHeight)
      part.animate([{ transform: `translateY(${shift}px)` }, { transform: "none" }], timing);
    else if (before === undefined) {
      root.querySelector(`[data-left="${part.dataset.taskId}"]`)?.remove();
      part.animate([{ opacity: 0 }, { opacity: 1 }], glideMs);
    }
  }
  if (gone.length <= ghostsMax)
    for (const { part, top, lines } of gone) leave(root, part, top - rootTop + scrolled, lines);
}

/** Shows a row that is gone once more: its check draws itself, a line wipes across its title, and it fades. */
function leave(root: HTMLElement, row: HTMLElement, top: number, lines: Placed["lines"]): void {
  row.dataset.left = row.dataset.taskId;
  delete row.dataset.taskId;
  row.removeAttribute("role");
  row.removeAttribute("tabindex");
  row.inert = true;
  row.ariaHidden = "true";
  Object.assign(row.style, { position: "absolute", top: `${top}px`, insetInline: "0", pointerEvents: "none" });
  root.append(row);
  if (lines) drawDone(row, lines);
  const fade = row.animate(
    [{ opacity: 1 }, { opacity: 1, offset: 0.4 }, { opacity: 0, offset: 0.7 }, { opacity: 0 }],
    leaveMs,
  );
  fade.onfinish = () => row.remove();
  fade.oncancel = () => row.remove();
}

function drawDone(row: HTMLElement, lines: readonly Line[]): void {
  const timing = { duration: leaveMs * 0.5, easing: "ease-out", fill: "forwards" as const };
  // It has begun to draw itself before the row was gone.
  row.querySelector("svg path")?.animate(
    [
      { strokeDashoffset: 0.8, opacity: 1 },
      { strokeDashoffset: 0, opacity: 1 },
    ],
    timing,
  );
  for (const { left, top, width } of lines) {
    const line = document.createElement("span");
    line.className = "absolute h-px origin-left bg-ink-2 rtl:origin-right";
    Object.assign(line.style, { left: `${left}px`, top: `${top}px`, width: `${width}px` });
    row.append(line);
    line.animate([{ transform: "scaleX(0)" }, { transform: "none" }], timing);
  }
}
