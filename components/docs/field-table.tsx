import type { DocumentedField } from "./describe-fields";

/** The fields of a query or a body. */
export function FieldTable({ title, fields }: { title: string; fields: DocumentedField[] }) {
  if (fields.length === 0) return null;
  return (
    <details className="mt-3">
      <summary className="inline-block min-h-6 text-small font-medium text-accent-ink">{title}</summary>
      <dl className="mt-2 divide-y divide-line border-line border-y">
        {fields.map(({ name, type, description, isRequired }) => (
          <div key={name} className="grid gap-x-4 py-2 sm:grid-cols-[11rem_1fr]">
            <dt className="text-small">
              <code className="font-mono">{name}</code>
              {isRequired && <span className="text-meta text-accent-ink"> required</span>}
            </dt>
            <dd className="text-meta text-ink-2">
              <span className="font-mono">{type}</span>
              {description && <span className="block">{description}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
