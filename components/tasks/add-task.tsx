"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { countCharacters, type Draft, type DraftErrors } from "@/lib/tasks/draft";
import { DueFields } from "./due-fields";
import { FormField, tieError } from "./form-field";
import { readForm } from "./read-form";
import { TitleCounter } from "./title-counter";

/** Adds a task: a title, and what else is known about it. Enter adds it, and leaves the form ready for the next. */
export function AddTask({ isReady, onAdd }: { isReady: boolean; onAdd: (draft: Draft) => void }) {
  const [errors, setErrors] = useState<DraftErrors>({});
  const [count, setCount] = useState(0);

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const draft = readForm(form, setErrors);
    if (!draft) return;
    onAdd(draft);
    form.reset();
    setCount(0);
    const title = form.elements.namedItem("title");
    if (title instanceof HTMLElement) title.focus();
  }

  return (
    <form
      aria-label="Add a task"
      method="post"
      noValidate
      onSubmit={add}
      data-unsaved={count > 0 || undefined}
      className="rounded-xl border border-control bg-card p-3 shadow-card focus-within:border-focus"
    >
      <FormField id="add-title" label="Title" error={errors.title} isLabelHidden>
        <input
          name="title"
          dir="auto"
          autoComplete="off"
          enterKeyHint="done"
          placeholder="Add a task"
          onInput={(event) => {
            setCount(countCharacters(event.currentTarget.value));
            if (errors.title) setErrors({});
          }}
          className="w-full rounded-md bg-transparent px-1 py-1 text-base outline-offset-0 pointer-coarse:min-h-11"
          {...tieError("add-title", errors.title)}
        />
      </FormField>
      <TitleCounter count={count} />
      <div className="mt-2 flex flex-wrap items-start justify-between gap-2">
        <DueFields idPrefix="add" errors={errors} isCompact />
        <Button type="submit" look="primary" disabled={!isReady} className="min-h-8 max-sm:w-full">
          Add task
        </Button>
      </div>
    </form>
  );
}
