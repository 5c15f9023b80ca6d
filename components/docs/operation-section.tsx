import { errorStatus } from "@/lib/contract/error-status";
import { listErrors } from "@/lib/contract/operations";
import { describeFields } from "./describe-fields";
import type { DocumentedOperation } from "./describe-operations";
import { FieldTable } from "./field-table";
import { MethodPath } from "./method-path";

/** One operation: what it does, what it takes, what it answers. */
export function OperationSection({ operation }: { operation: DocumentedOperation }) {
  const { name, method, path, summary, query, body, success, ifMatch, ifNoneMatch, idempotencyKey, isOnOlderPath } =
    operation;
  const headers = [
    ifMatch === "accepts" && "If-Match",
    ifNoneMatch && "If-None-Match",
    idempotencyKey && "Idempotency-Key",
  ].filter(Boolean);
  return (
    <section id={name} aria-labelledby={`${name}-title`} className="scroll-mt-4 border-line border-t py-6">
      <h3 id={`${name}-title`} className="text-base font-semibold">
        {summary}
      </h3>
      <p className="mt-1">
        <MethodPath method={method} path={path} />
      </p>
      {isOnOlderPath && (
        <p className="mt-0.5 text-ink-3">
          <code className="font-mono text-meta">{path.replace("/api/", "/api/{userId}/")}</code>{" "}
          <span className="text-meta">answers too</span>
        </p>
      )}
      <p className="mt-2 text-small text-ink-2">
        Answers {success.status}
        {success.dryRunStatus === undefined ? "" : `, or ${success.dryRunStatus} on a dry run,`}
        {success.status === 204 ? " with no body" : ""}
        {headers.length > 0 && <>; takes {headers.join(" and ")}</>}.
      </p>
      <ul aria-label="Errors" className="mt-2 flex flex-wrap gap-x-3 gap-y-1 text-meta">
        {listErrors(operation)
          .sort((one, other) => errorStatus[one] - errorStatus[other])
          .map((code) => (
            <li key={code}>
              <a href={`/docs/errors#${code}`} className="link inline-flex min-h-6 items-center">
                {errorStatus[code]} {code}
              </a>
            </li>
          ))}
      </ul>
      <FieldTable title="Query" fields={describeFields(query)} />
      <FieldTable title="Body" fields={describeFields(body?.schema)} />
    </section>
  );
}
