import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { settle } from "@/components/app/after-paint";
import { isFocusLost } from "@/components/app/return-focus";
import { holdTyped, makeTypedKey } from "@/components/app/typed-text";
import { nameUnsaved, takeUnsaved, type UnsavedText } from "@/components/app/unsaved-text";
import { useUser } from "@/components/app/user";
import { useWorkspace } from "@/components/app/workspace";
import { GrowingTextarea } from "@/components/ui/growing-textarea";
import { TitleCounter } from "@/components/ui/title-counter";
import { titleMaxLength } from "@/lib/contract/limits";
import type { Task } from "@/lib/contract/task";
import { useActions } from "@/lib/store/use-store";
import { countCharacters, tidyTitle, toLine } from "@/lib/tasks/characters";
import { focusRow } from "./row-focus";

/** A title edited in its row: Enter saves it, and so does whatever ends the editing but Escape, which takes it back. */
export function TitleEditor({ task: { id, title } }: { task: Task }) {
  const workspace = useWorkspace();
  const actions = useActions();
  const { id: owner } = useUser();
  const name = nameUnsaved(id, "title");
  const field = useRef<HTMLTextAreaElement>(null);
  // `seen` is what was there when the editing began: what arrives meanwhile is somebody else's, and is asked about.
  const [draft, setDraft] = useState<UnsavedText>({ text: title, seen: title });
  // Known at once: Enter may come right behind a letter, and the row may go before it is drawn again.
  const latest = useRef(draft);
  const isOver = useRef(false);
  const count = countCharacters(draft.text.trim());

  useEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  // A row that goes takes its field along, and a page that goes does not leave it: neither is a blur.
  const resume = useEffectEvent(() => {
    const kept = takeUnsaved(owner, name);
    if (kept) change(kept);
  });
  const leave = useEffectEvent(() => {
    const isChanged = latest.current.text !== latest.current.seen;
    return isChanged && !save() ? latest.current : undefined;
  });
  useEffect(() => {
    resume();
    return holdTyped(owner, makeTypedKey(owner, name), leave);
  }, [owner, name]);

  function change(next: UnsavedText) {
    latest.current = next;
    setDraft(next);
  }

  function close() {
    isOver.current = true;
    if (workspace.get().editingId === id) workspace.set({ editingId: null });
  }

  /** False while it is too long, and so stays open. A title that was emptied is as it was. */
  function save(): boolean {
    if (isOver.current) return true;
    const { text, seen } = latest.current;
    const typed = tidyTitle(text);
    if (countCharacters(typed) > titleMaxLength) return false;
    if (typed !== "" && typed !== seen) actions.update(id, { title: typed }, { title: seen });
    close();
    return true;
  }

  /** Saves it. For a frame the row would have its old title again; and what takes the focus may be in the midst of drawing. */
  function saveNow(): boolean {
    const isSaved = save();
    queueMicrotask(settle);
    return isSaved;
  }

  function hearKey(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    if (event.key === "Escape") close();
    else if (!saveNow()) return;
    // Unless something else took it by then, as the next key's editor does.
    requestAnimationFrame(() => isFocusLost() && focusRow(id));
  }

  return (
    <>
      <GrowingTextarea
        ref={field}
        aria-label="Title"
        aria-invalid={count > titleMaxLength || undefined}
        enterKeyHint="done"
        value={draft.text}
        onChange={(event) => change({ ...latest.current, text: toLine(event.target.value) })}
        onKeyDown={hearKey}
        onBlur={saveNow}
        className="-mx-1.5 -my-px rounded-md border border-focus bg-card px-1.25 text-title outline-none wrap-anywhere pointer-coarse:text-base"
      />
      <TitleCounter count={count} />
    </>
  );
}
