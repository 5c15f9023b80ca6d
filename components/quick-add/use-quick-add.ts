import { useEffect, useMemo, useRef, useState } from "react";
import { useReader } from "@/components/app/reader";
import { forgetTyped, holdTyped, makeTypedKey } from "@/components/app/typed-text";
import { useUser } from "@/components/app/user";
import type { NewTask } from "@/lib/store/actions";
import { type Draft, draftField, emptyDraft, findDraft, leaveDraft } from "./draft";
import { useParser, waitForParser, warmUpParser } from "./parser";
import { areWithinLimits, type DraftContext, moveRest, readDraft, readTasks } from "./read-draft";
import { moveRanges, type TextRange } from "./text-range";

/** The state of a quick-add field: its draft, what that means, and what can be done with it. */
export function useQuickAdd(defaultDate: string | null, onAdd: (tasks: NewTask[]) => void) {
  const reader = useReader();
  const [parser, loadParser] = useParser();
  const [draft, changeDraft] = useKeptDraft();

  const context = (): DraftContext => ({ ...reader, defaultDate, now: new Date().toISOString() });
  const reading = useMemo(
    () => readDraft(draft, parser, { ...reader, defaultDate, now: new Date().toISOString() }),
    [draft, parser, reader, defaultDate],
  );

  /** Before the first key. */
  function prepare() {
    loadParser();
    void warmUpParser();
  }

  function setText(text: string) {
    changeDraft((draft) => ({ ...draft, text, refused: moveRanges(draft.refused, draft.text, text) }));
  }

  function refuse(ranges: readonly TextRange[]) {
    changeDraft((draft) => ({ ...draft, refused: [...draft.refused, ...ranges] }));
  }

  /** Adds what is typed and empties the field; false when there is nothing to add, or something is too long. */
  function add(toTask = (task: NewTask) => task): boolean {
    const read = (known: typeof parser) => readTasks(draft, known, context()).map(toTask);
    const tasks = read(parser);
    if (tasks.length === 0 || !areWithinLimits(tasks)) return false;
    changeDraft(() => emptyDraft);
    if (parser) onAdd(tasks);
    else void waitForParser().then((late) => onAdd(read(late)));
    return true;
  }

  return {
    reader,
    draft,
    reading,
    prepare,
    setText,
    refuse,
    add,
    addWithRest: () => add(moveRest),
    acceptAll: () => changeDraft((draft) => ({ ...draft, refused: [] })),
    dropDay: () => changeDraft((draft) => ({ ...draft, isDated: false })),
  };
}

/** A draft that outlives its field and its page: what is left in one that closes is there in the next that opens. */
function useKeptDraft() {
  const { id: owner } = useUser();
  const [found] = useState(() => findDraft(owner));
  const [key] = useState(() => makeTypedKey(owner, draftField));
  const [draft, setDraft] = useState<Draft>(found?.draft ?? emptyDraft);
  // Known at once: a field may close before it is drawn again.
  const latest = useRef(draft);
  useEffect(() => {
    if (found) forgetTyped(found.key);
    return holdTyped(owner, key, () => leaveDraft(latest.current));
  }, [owner, key, found]);
  function changeDraft(change: (draft: Draft) => Draft) {
    latest.current = change(latest.current);
    setDraft(latest.current);
  }
  return [draft, changeDraft] as const;
}
