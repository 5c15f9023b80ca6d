"use client";

import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { countCharacters, type Draft, type DraftErrors } from "@/lib/tasks/draft";
import { DueFields } from "./due-fields";
import { FormField, tieError } from "./form-field";
import { readForm } from "./read-form";
import { TitleCounter } from "./title-counter";

type TaskEditorProps = {
  draft: Draft;
  /** Something to know before saving. */
  note: string | undefined;
  isDirty: boolean;
  onInput: () => void;
  onSave: (draft: Draft) => void;
  onCancel: () => void;
};

/** A task's fields in its row, to be changed in place. */
export function TaskEditor({ draft, note, isDirty, onInput, onSave, onCancel }: TaskEditorProps) {
  const [errors, setErrors] = useState<DraftErrors>({});
  const [count, setCount] = useState(countCharacters(draft.title));
  const id = useId();
  const title = useRef<HTMLInputElement>(null);
  useEffect(() => title.current?.focus(), []);

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const changed = readForm(event.currentTarget, setErrors);
    if (changed) onSave(changed);
  }

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
    if (event.nativeEvent.isComposing) return;
    // What has been typed is given up with the button alone.
    if (event.key === "Escape" && !isDirty) onCancel();
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) event.currentTarget.requestSubmit();
  }

  return (
    <form
      aria-label={`Edit “${draft.title}”`}
      method="post"
      noValidate
      onSubmit={save}
      onInput={onInput}
      onKeyDown={onKeyDown}
      className="my-2 space-y-3 rounded-xl border border-control bg-card p-3 shadow-card focus-within:border-focus"
    >
      {note && (
        <p role="status" className="text-small text-medium-ink">
          {note}
        </p>
      )}
      <div>
        <FormField id={`${id}-title`} label="Title" error={errors.title}>
          <input
            ref={title}
            name="title"
            dir="auto"
            autoComplete="off"
            defaultValue={draft.title}
            onInput={(event) => setCount(countCharacters(event.currentTarget.value))}
            className="field"
            {...tieError(`${id}-title`, errors.title)}
          />
        </FormField>
        <TitleCounter count={count} />
      </div>
      <FormField id={`${id}-description`} label="Description" error={errors.description}>
        <textarea
          name="description"
          dir="auto"
          rows={3}
          defaultValue={draft.description}
          className="field field-sizing-content max-h-80 min-h-20"
          {...tieError(`${id}-description`, errors.description)}
        />
      </FormField>
      <DueFields idPrefix={id} draft={draft} errors={errors} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary">
          Save
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
