import { type RefObject, startTransition, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useWorkspaceState } from "@/components/app/workspace";
import { useIsHydrated } from "@/components/ui/use-is-hydrated";
import type { ListSection } from "./list-section";
import { hasMeta } from "./row-meta";
import { type Heights, isDrawn, planAll, planWindow, type WindowPlan } from "./window-plan";

/** How long a list may be that is drawn whole. Results are others with each letter that is typed. */
export const drawnMax = { view: 200, results: 50 } as const;
const bandPx = 400;
const marginPx = 400;
const firstPx = 4400;
const guesses = { plain: 44, meta: 61, frame: 60 };

/**
 * What of a list is drawn: all of a short one, of a long one what is near the screen and the row that keys act on. A view
 * that is changed to shows what is near the screen at once, and the rest of a short list right after.
 */
export function useWindow(
  sections: readonly ListSection[],
  root: RefObject<HTMLElement | null>,
  wholeMax: number,
): WindowPlan {
  const count = useMemo(() => sections.reduce((sum, { tasks }) => sum + tasks.length, 0), [sections]);
  const isSeen = useIsSeen();
  const isWhole = isSeen && count <= wholeMax;
  const band = useBand(!isWhole, root);
  const measured = useRef(new Map<string, number>());
  const near = useMemo(() => {
    if (isWhole) return { plan: planAll(sections), keep: null };
    // What is drawn is laid out by now, and is about to change: no other moment is as cheap to measure it.
    if (root.current) measure(root.current, measured.current);
    const heights = readHeights(measured.current);
    const range = band === null ? ([0, firstPx] as const) : toRange(band, isSeen ? marginPx : 0);
    const keep = (id: string | null) => planWindow(sections, heights, range, id);
    return { plan: keep(null), keep };
  }, [isWhole, isSeen, sections, band, root]);
  const firstId = sections.find(({ tasks }) => tasks.length > 0)?.tasks[0]?.id ?? null;
  const farId = useWorkspaceState(({ activeId }) => {
    const id = activeId ?? firstId;
    return id === null || near.keep === null || isDrawn(near.plan, id) ? null : id;
  });
  return useMemo(() => (near.keep && farId !== null ? near.keep(farId) : near.plan), [near, farId]);
}

/** Whether a list has been seen, and may be drawn beyond the screen: from the first HTML on, later after a first frame. */
function useIsSeen(): boolean {
  const isHydrated = useIsHydrated();
  const [isSeen, setIsSeen] = useState(!isHydrated);
  useEffect(() => startTransition(() => setIsSeen(true)), []);
  return isSeen;
}

const toRange = ([band, height]: readonly [number, number], marginPx: number) =>
  [band * bandPx - marginPx, (band + 1) * bandPx + height + marginPx] as const;

/** How far the list is scrolled, in steps, and the height of the screen; null before that is known. */
function useBand(isCut: boolean, root: RefObject<HTMLElement | null>) {
  const isHydrated = useIsHydrated();
  const [band, setBand] = useState<readonly [band: number, height: number] | null>(
    // A list begins below the head of its view.
    isHydrated ? [-1, innerHeight] : null,
  );
  useLayoutEffect(() => {
    if (!isCut) return;
    let shown = Number.NaN;
    function follow() {
      const top = root.current?.getBoundingClientRect().top ?? 0;
      const next = Math.floor(-top / bandPx);
      if (next === shown) return;
      const isFar = Math.abs(next - shown) * bandPx > marginPx;
      shown = next;
      const set = () => setBand((band) => (band?.[0] === next && band[1] === innerHeight ? band : [next, innerHeight]));
      // A jump would show nothing until the next drawing.
      if (isFar) flushSync(set);
      else set();
    }
    follow();
    const resize = () => {
      shown = Number.NaN;
      follow();
    };
    window.addEventListener("scroll", follow, { passive: true });
    window.addEventListener("resize", resize);
    return () => {
      window.removeEventListener("scroll", follow);
      window.removeEventListener("resize", resize);
    };
  }, [isCut, root]);
  return isCut ? band : null;
}

/** Heights as they were measured, or as rows of their kind usually have. */
function readHeights(measured: ReadonlyMap<string, number>): Heights {
  const read = (key: string, guess: number) => measured.get(key) ?? guess;
  const usual = { plain: read("plain", guesses.plain), meta: read("meta", guesses.meta) };
  return {
    row({ tasks, date }, index) {
      const task = tasks[index];
      return task ? read(task.id, usual[hasMeta(task, date !== null) ? "meta" : "plain"]) : 0;
    },
    frame: ({ id }) => read(`frame ${id}`, read("frame", guesses.frame)),
  };
}

function measure(root: HTMLElement, measured: Map<string, number>): void {
  for (const row of root.querySelectorAll<HTMLElement>("[data-task-id]")) {
    const [id, height] = [row.dataset.taskId ?? "", row.offsetHeight];
    if (measured.get(id) === height) continue;
    measured.set(id, height);
    // The lowest of a kind is that of a title of one line.
    const kind = row.querySelector("[data-meta]") ? "meta" : "plain";
    measured.set(kind, Math.min(measured.get(kind) ?? height, height));
  }
  for (const section of root.querySelectorAll<HTMLElement>("[data-section]")) {
    const grid = section.querySelector<HTMLElement>("[role=grid]");
    const margin = Number.parseFloat(getComputedStyle(section).marginBottom);
    const frame = section.offsetHeight - (grid?.offsetHeight ?? 0) + margin;
    measured.set(`frame ${section.dataset.section}`, frame).set("frame", frame);
  }
}
