import type { ReactNode } from "react";

type FormFieldProps = {
  id: string;
  label: string;
  error: string | undefined;
  className?: string;
  isLabelHidden?: boolean;
  children: ReactNode;
};

/** A field of a task's form: its label above, its error below. */
export function FormField({ id, label, error, className = "", isLabelHidden, children }: FormFieldProps) {
  return (
    <div className={className}>
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "mb-1 block text-meta font-medium text-ink-2"}>
        {label}
      </label>
      {children}
      {error && (
        <p id={`${id}-error`} className="mt-1 text-meta text-high">
          {error}
        </p>
      )}
    </div>
  );
}

/** What ties a field to its error. */
export function tieError(id: string, error: string | undefined) {
  return { id, ...(error && { "aria-invalid": true, "aria-describedby": `${id}-error` }) };
}
