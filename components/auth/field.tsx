import type { ComponentProps, ReactNode } from "react";

type FieldProps = {
  label: string;
  name: string;
  error?: ReactNode;
  hint?: string;
  children?: ReactNode;
} & ComponentProps<"input">;

/** A labelled input with its hint and its error. `children` stand at the input's end. */
export function Field({ label, name, error, hint: advice, children, ...input }: FieldProps) {
  // An error says what the hint said.
  const hint = error ? undefined : advice;
  const describedBy = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(" ");
  return (
    <div className="space-y-1.5">
      <label htmlFor={name} className="block text-small font-medium">
        {label}
      </label>
      <div className="relative">
        <input
          id={name}
          name={name}
          className={`field ${children ? "pe-11" : ""}`}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy || undefined}
          {...input}
        />
        {children}
      </div>
      {error && (
        <p id={`${name}-error`} className="text-small text-high">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${name}-hint`} className="text-meta text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}
