import { type KeyboardEvent, type MouseEvent, useRef } from "react";
import { flushSync } from "react-dom";
import { GrowingTextarea } from "@/components/ui/growing-textarea";
import { descriptionMaxLength } from "@/lib/contract/limits";
import { countCharacters } from "@/lib/tasks/characters";
import { writeNumber } from "@/lib/tasks/formats";
import { continueList } from "./continue-list";
import { Problem } from "./problem";
import type { BoundDraft } from "./use-field-draft";
import { useMarkdown } from "./use-markdown";

type DescriptionFieldProps = {
  description: BoundDraft;
  isEditing: boolean;
  isReadOnly: boolean;
  headingLevel: 2 | 3;
  onEdit: (isEditing: boolean) => void;
  onClose: () => void;
};

const box = "-mx-1.5 rounded-md px-1.5 py-1 text-title leading-[1.45] text-ink-2 [overflow-wrap:anywhere]";

/** The description: Markdown as it reads, and its source while it is edited. */
export function DescriptionField({
  description,
  isEditing,
  isReadOnly,
  headingLevel,
  onEdit,
  onClose,
}: DescriptionFieldProps) {
  const { draft, text, problem } = description;
  const button = useRef<HTMLButtonElement>(null);
  return (
    <div className="mt-0.5">
      {isEditing ? (
        <GrowingTextarea
          ref={focusEnd}
          value={text}
          aria-label="Description"
          aria-invalid={problem !== undefined}
          aria-describedby="task-description-problem"
          placeholder="Markdown and checklists work here"
          onChange={({ target }) => draft.type(target.value)}
          onBlur={({ currentTarget }) => {
            // The window has lost the focus, not the field.
            if (document.activeElement === currentTarget) return draft.save();
            draft.leave();
            onEdit(false);
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
              event.preventDefault();
              onClose();
            } else if (event.key === "Enter" && !event.shiftKey) continueListAt(event);
            if (event.key !== "Escape") return;
            event.preventDefault();
            draft.leave();
            flushSync(() => onEdit(false));
            button.current?.focus();
          }}
          className={`${box} min-h-20 text-ink! focus-visible:outline-offset-0`}
        />
      ) : (
        <Rendered
          ref={button}
          text={text}
          headingLevel={headingLevel}
          isReadOnly={isReadOnly}
          onEdit={() => onEdit(true)}
          onChange={(source) => {
            draft.type(source);
            draft.save();
          }}
        />
      )}
      {isEditing && <Counter text={text} />}
      <Problem id="task-description-problem" words={problem} />
    </div>
  );
}

/** Through the browser's own editing, so that its undo knows of it. */
function continueListAt(event: KeyboardEvent<HTMLTextAreaElement>): void {
  const { currentTarget: field } = event;
  const { selectionStart, selectionEnd, value } = field;
  const change = selectionStart === selectionEnd ? continueList(value, selectionStart) : undefined;
  if (!change) return;
  event.preventDefault();
  field.setSelectionRange(change.from, change.to);
  document.execCommand(change.text ? "insertText" : "delete", false, change.text);
}

/** It begins where one goes on. */
function focusEnd(field: HTMLTextAreaElement | null): void {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}

type RenderedProps = {
  ref: React.Ref<HTMLButtonElement>;
  text: string;
  headingLevel: 2 | 3;
  isReadOnly: boolean;
  onEdit: () => void;
  onChange: (source: string) => void;
};

function Rendered({ ref, text, headingLevel, isReadOnly, onEdit, onChange }: RenderedProps) {
  const Markdown = useMarkdown();
  const isEmpty = text.trim() === "";
  if (isReadOnly && isEmpty) return null;
  function editByClick({ target }: MouseEvent) {
    const isOther = target instanceof Element && target.closest("a, input, button") !== null;
    if (!isReadOnly && !isOther && getSelection()?.isCollapsed !== false) onEdit();
  }
  if (isEmpty)
    return (
      <button
        ref={ref}
        type="button"
        onClick={onEdit}
        className={`${box} min-h-8 cursor-text! text-start text-ink-3! pointer-coarse:min-h-11`}
      >
        Add a description
      </button>
    );
  return (
    // The button in it does the same by keyboard.
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: see above
    <div onClick={editByClick} className={`relative ${box} ${isReadOnly ? "" : "cursor-text"}`}>
      {!isReadOnly && (
        <button
          ref={ref}
          type="button"
          aria-label="Edit the description"
          onClick={onEdit}
          className="pointer-events-none absolute inset-0 rounded-md focus-visible:outline-offset-0"
        />
      )}
      {Markdown ? (
        <Markdown source={text} headingLevel={headingLevel} onChange={isReadOnly ? undefined : onChange} />
      ) : (
        <p dir="auto" className="whitespace-pre-wrap">
          {text}
        </p>
      )}
    </div>
  );
}

const countedFrom = descriptionMaxLength * 0.9;

function Counter({ text }: { text: string }) {
  if (text.length < countedFrom) return null;
  const count = countCharacters(text);
  return (
    <p className={`text-end text-meta tabular-nums ${count > descriptionMaxLength ? "text-high" : "text-ink-3"}`}>
      {writeNumber(count)} / {writeNumber(descriptionMaxLength)}
    </p>
  );
}
