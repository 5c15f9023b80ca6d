import { Component, type ReactNode, type RefObject } from "react";
import { findRow } from "@/components/app/find-row";
import { isFocusLost } from "@/components/app/return-focus";
import { whenIdle } from "@/components/app/when-idle";
import type { Workspace } from "@/components/app/workspace";
import type { Places } from "./list-motion";
import { findSpot, followActive, type ListSection } from "./list-section";
import type { DrawFound } from "./row";
import { focusRow, keepSections } from "./row-focus";
import { pruneSelection } from "./selection";

type Props = {
  workspace: Workspace;
  sections: readonly ListSection[];
  drawFound: DrawFound | undefined;
  root: RefObject<HTMLElement | null>;
  isDone(id: string): boolean;
  children: ReactNode;
};

// Nothing moves before the page is at rest, and where there is no code for it, nothing does.
let motion: typeof import("./list-motion") | null = null;
const loadMotion = () =>
  import("./list-motion").then(
    ({ readPlaces, readMotion, playMotion }) => {
      motion = { readPlaces, readMotion, playMotion };
    },
    () => {},
  );

/** What was so before the rows changed. */
type Before = { hadFocus: boolean; places: Places | null };

const elsewhere =
  "input:not([type=checkbox]), textarea, select, [contenteditable], dialog, [role=dialog], [aria-labelledby=task-heading]";

/**
 * Keeps the focus, the active row and the selection where they belong when the rows change. A class, for only a class can
 * look at the page just before it changes.
 */
export class ListKeeper extends Component<Props> {
  #activeId: string | null = null;
  #stopWaiting = () => {};

  override componentDidMount(): void {
    keepSections(this.props.workspace, this.props.sections);
    if (!motion) this.#stopWaiting = whenIdle(loadMotion);
  }

  override componentWillUnmount(): void {
    this.#stopWaiting();
  }

  override getSnapshotBeforeUpdate(previous: Props): Before {
    const { sections, isDone } = this.props;
    const { current: root } = this.props.root;
    if (!root || previous.sections === sections) return { hadFocus: false, places: null };
    return { hadFocus: root.contains(document.activeElement), places: motion?.readPlaces(root, isDone) ?? null };
  }

  override componentDidUpdate(previous: Props, _: unknown, { hadFocus, places }: Before): void {
    const { workspace, sections, drawFound, root } = this.props;
    if (previous.sections === sections) return;
    keepSections(workspace, sections);
    pruneSelection(workspace);
    // The focus changes how rows look: read before that, they are laid out once.
    const moved =
      places && root.current && previous.drawFound === drawFound && motion?.readMotion(root.current, places);
    this.#follow(previous.sections, hadFocus);
    if (moved) motion?.playMotion(moved);
  }

  #follow(before: readonly ListSection[], hadFocus: boolean): void {
    const { workspace, sections } = this.props;
    const { activeId } = workspace.get();
    const wanted = activeId ?? this.#activeId;
    const sectionOf = (id: string, list: readonly ListSection[]) => findSpot(list, id)?.section.id;
    const isKnown = wanted !== null && (sectionOf(wanted, before) ?? sectionOf(wanted, sections)) !== undefined;
    const known = isKnown ? wanted : this.#activeId;
    const next = known === null ? null : followActive(before, sections, known);
    // What comes back, by undo, has the focus wherever that is on the list's side of the page.
    const isBack = next !== null && next === activeId && sectionOf(next, before) !== sectionOf(next, sections);
    this.#activeId = next;
    workspace.set({ activeId: next });
    if ((isBack && !isBusyElsewhere()) || (hadFocus && isFocusLost())) this.#giveFocus(next);
  }

  #giveFocus(id: string | null): void {
    if (id !== null) focusRow(id);
    else if (findRow(this.props.workspace.rows[0] ?? "")) focusRow(this.props.workspace.rows[0] ?? "");
    else document.querySelector<HTMLElement>("main h1")?.focus();
  }

  override render(): ReactNode {
    return this.props.children;
  }
}

const isBusyElsewhere = () => document.activeElement?.closest(elsewhere) != null;
