import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { onLeave } from "@/components/app/save-typed";
import { useWorkspace } from "@/components/app/workspace";
import { GrowingTextarea } from "@/components/ui/growing-textarea";
import { TitleCounter } from "@/components/ui/title-counter";
import { titleMaxLength } from "@/lib/contract/limits";
import type { Task } from "@/lib/contract/task";
import { useActions } from "@/lib/store/use-store";
import { countCharacters } from "@/lib/tasks/characters";
import { focusRow } from "./row-focus";

const toLine = (text: string) => text.replace(/[\r\n]+/g, " ");

/** A title edited in its row: Enter and leaving it save, Escape takes it back. */
export function TitleEditor({ task: { id, title } }: { task: Task }) {
  const workspace = useWorkspace();
  const actions = useActions();
  const field = useRef<HTMLTextAreaElement>(null);
  // What was there when the editing began: what arrives meanwhile is somebody else's, and is asked about.
  const [seen] = useState(title);
  const [text, setText] = useState(seen);
  const count = countCharacters(text.trim());
  // What is in the field, if it has not been drawn yet: Enter may come right behind a letter.
  const readText = () => toLine(field.current?.value ?? text).trim();

  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(seen.length, seen.length);
  }, [seen]);

  // Leaving the field saves as well, but a page that goes does not leave it.
  const saveNow = useEffectEvent(() => void save());
  useEffect(() => onLeave(saveNow), []);

  function close() {
    if (workspace.get().editingId === id) workspace.set({ editingId: null });
  }

  /** False while it is too long, and so stays open. A title that was emptied is as it was. */
  function save(): boolean {
    const typed = readText();
    if (countCharacters(typed) > titleMaxLength) return false;
    if (typed !== "" && typed !== seen) actions.update(id, { title: typed }, { title: seen });
    close();
    return true;
  }

  function hearKey(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    if (event.key === "Escape") close();
    else if (!save()) return;
    requestAnimationFrame(() => focusRow(id));
  }

  return (
    <>
      <GrowingTextarea
        ref={field}
        aria-label="Title"
        aria-invalid={count > titleMaxLength || undefined}
        enterKeyHint="done"
        value={text}
        onChange={(event) => setText(toLine(event.target.value))}
        onKeyDown={hearKey}
        onBlur={save}
        className="-mx-1.5 -my-px rounded-md border border-focus bg-card px-1.25 text-title outline-none wrap-anywhere pointer-coarse:text-base"
      />
      <TitleCounter count={count} />
    </>
  );
}
