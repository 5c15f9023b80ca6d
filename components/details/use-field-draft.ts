"use client";

import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from "react";
import { holdTyped, makeTypedKey } from "@/components/app/typed-text";
import { nameUnsaved, takeUnsaved } from "@/components/app/unsaved-text";
import { useUser } from "@/components/app/user";
import { descriptionMaxLength, titleMaxLength } from "@/lib/contract/limits";
import type { Task } from "@/lib/contract/task";
import { useActions } from "@/lib/store/use-store";
import { countCharacters, tidyDescription, tidyTitle } from "@/lib/tasks/characters";
import { writeNumber } from "@/lib/tasks/formats";
import { createFieldDraft, type DraftState, type FieldDraft } from "./field-draft";

type TextField = "title" | "description";

/** A field's draft, and what it shows now. */
export type BoundDraft = DraftState & { draft: FieldDraft };

const rules = {
  title: {
    tidy: tidyTitle,
    check: (text: string) =>
      text === "" ? "A task needs a title: it keeps the one it has" : checkLength(text, titleMaxLength),
    isGivenUp: (text: string) => text === "",
  },
  description: {
    tidy: tidyDescription,
    check: (text: string) => checkLength(text, descriptionMaxLength),
    isGivenUp: () => false,
  },
} as const;

function checkLength(text: string, max: number): string | undefined {
  const excess = text.length <= max ? 0 : countCharacters(text) - max;
  return excess > 0 ? `Not saved: ${writeNumber(excess)} too many of at most ${writeNumber(max)}` : undefined;
}

function setTimer(run: () => void, delayMs: number): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}

/** The draft of one field of one task; it saves itself after a pause, at blur, and before the page or the panel goes. */
export function useFieldDraft(task: Task, field: TextField): BoundDraft {
  const { update } = useActions();
  const { id: owner } = useUser();
  const name = nameUnsaved(task.id, field);
  const [draft] = useState(() =>
    createFieldDraft({
      ...rules[field],
      stored: task[field],
      write: (text, seen) => void update(task.id, { [field]: text }, { [field]: seen }),
      setTimer,
    }),
  );
  const state = useSyncExternalStore(draft.subscribe, draft.state, draft.state);
  const stored = task[field];
  useLayoutEffect(() => draft.follow(stored), [draft, stored]);
  useEffect(() => {
    const kept = takeUnsaved(owner, name);
    if (kept) draft.resume(kept);
    document.addEventListener("visibilitychange", draft.save);
    const stopHolding = holdTyped(owner, makeTypedKey(owner, name), () => {
      draft.save();
      const unsaved = draft.unsaved();
      return unsaved?.text.trim() ? unsaved : undefined;
    });
    return () => {
      document.removeEventListener("visibilitychange", draft.save);
      stopHolding();
    };
  }, [draft, owner, name]);
  return { ...state, draft };
}
