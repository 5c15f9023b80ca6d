import { GrowingTextarea } from "@/components/ui/growing-textarea";
import { TitleCounter } from "@/components/ui/title-counter";
import { countCharacters, toLine } from "@/lib/tasks/characters";
import { Problem } from "./problem";
import type { BoundDraft } from "./use-field-draft";

type TitleFieldProps = {
  title: BoundDraft;
  isReadOnly: boolean;
  isDone: boolean;
  onEnter: () => void;
  onClose: () => void;
};

/** The title: one line of thought, however many it takes on the screen. */
export function TitleField({ title: { draft, text, problem }, isReadOnly, isDone, onEnter, onClose }: TitleFieldProps) {
  return (
    <>
      <GrowingTextarea
        value={text}
        aria-label="Title"
        aria-invalid={problem !== undefined}
        aria-describedby="task-title-problem"
        readOnly={isReadOnly}
        enterKeyHint="next"
        onChange={({ target }) => draft.type(toLine(target.value))}
        onBlur={({ currentTarget }) => {
          // The window has lost the focus, not the field.
          if (document.activeElement === currentTarget) draft.save();
          else draft.leave();
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          if (event.metaKey || event.ctrlKey) onClose();
          else if (!isReadOnly) onEnter();
        }}
        className={`-mx-1.5 rounded-md px-1.5 py-0.5 text-xl leading-7 font-semibold tracking-[-0.01em] [overflow-wrap:anywhere] focus-visible:outline-offset-0 ${isDone ? "text-ink-2" : "text-ink"}`}
      />
      <TitleCounter count={countCharacters(text)} />
      <Problem id="task-title-problem" words={problem} />
    </>
  );
}
