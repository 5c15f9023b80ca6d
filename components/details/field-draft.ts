import type { UnsavedText } from "@/components/app/unsaved-text";

/** What a field shows. */
export type DraftState = {
  text: string;
  /** Why the text is not saved as it is. */
  problem: string | undefined;
  /** Whether there is text that the store does not have. */
  isUnsaved: boolean;
};

/** A field that saves itself as the person types, and that nothing from elsewhere overwrites meanwhile. */
export type FieldDraft = {
  subscribe(listener: () => void): () => void;
  state(): DraftState;
  /** Goes on with what an earlier draft could not save. */
  resume(unsaved: UnsavedText): void;
  type(text: string): void;
  /** Takes what the store has, unless there is unsaved text: then the store is to judge between the two. */
  follow(stored: string): void;
  /** Saves at once what has been typed. */
  save(): void;
  /** Saves, and shows what was saved: the person has left the field. */
  leave(): void;
  /** What could not be saved; undefined if all is. */
  unsaved(): UnsavedText | undefined;
};

type Options = {
  stored: string;
  /** The text as the store keeps it. */
  tidy(text: string): string;
  /** Why a text can't be saved. */
  check(text: string): string | undefined;
  /** Whether a text that can't be saved is given up when the field is left. */
  isGivenUp(text: string): boolean;
  /** `seen`: what was there when the typing began. */
  write(text: string, seen: string): void;
  setTimer(run: () => void, delayMs: number): () => void;
};

const pauseMs = 400;

export function createFieldDraft({ stored, tidy, check, isGivenUp, write, setTimer }: Options): FieldDraft {
  const listeners = new Set<() => void>();
  let seen = stored;
  let state: DraftState = { text: stored, problem: undefined, isUnsaved: false };
  let stopTimer: (() => void) | undefined;

  function show(changes: Partial<DraftState>): void {
    const next = { ...state, ...changes };
    const isSame = next.text === state.text && next.problem === state.problem && next.isUnsaved === state.isUnsaved;
    if (isSame) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function save(): void {
    stopTimer?.();
    stopTimer = undefined;
    if (!state.isUnsaved) return;
    const text = tidy(state.text);
    const problem = check(text);
    show({ problem, isUnsaved: problem !== undefined });
    if (problem !== undefined) return;
    const before = seen;
    seen = text;
    write(text, before);
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    state: () => state,
    resume(unsaved) {
      ({ seen } = unsaved);
      show({ text: unsaved.text, isUnsaved: true });
    },
    type(text) {
      stopTimer?.();
      const isUnsaved = tidy(text) !== seen;
      show({ text, isUnsaved, problem: isUnsaved && check(tidy(text)) ? state.problem : undefined });
      stopTimer = isUnsaved ? setTimer(save, pauseMs) : undefined;
    },
    follow(next) {
      if (next === seen || state.isUnsaved) return;
      seen = next;
      show({ text: next, problem: undefined });
    },
    save,
    leave() {
      save();
      if (!state.isUnsaved || isGivenUp(tidy(state.text))) show({ text: seen, isUnsaved: false });
    },
    unsaved: () => (state.isUnsaved ? { text: state.text, seen } : undefined),
  };
}
