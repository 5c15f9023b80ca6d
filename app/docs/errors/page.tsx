import type { Metadata } from "next";
import { errorCodes, listOperationsWith } from "@/components/docs/describe-operations";
import { errorAdvice } from "@/components/docs/error-advice";
import { MethodPath } from "@/components/docs/method-path";
import { errorStatus } from "@/lib/contract/error-status";
import { errorTitle } from "@/lib/contract/errors";

export const metadata: Metadata = {
  title: "Errors",
  description: "Every error of Tend's REST API, and what to do about it.",
};

export default function ErrorsPage() {
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight">Errors</h1>
      <p className="mt-3 mb-8 text-ink-2">
        Every error is an <code className="font-mono text-small">application/problem+json</code> (RFC 9457) with a{" "}
        <code className="font-mono text-small">code</code> that never changes, and a{" "}
        <code className="font-mono text-small">requestId</code> to find it in the log. Each code is explained here; the
        calls are in the{" "}
        <a href="/docs" className="link">
          API reference
        </a>
        .
      </p>
      {errorCodes.map((code) => {
        const operations = listOperationsWith(code);
        return (
          <section
            key={code}
            id={code}
            aria-labelledby={`${code}-title`}
            className="-mx-3 scroll-mt-4 border-line border-t px-3 py-5 target:rounded-lg target:bg-selected"
          >
            <h2 id={`${code}-title`} className="flex flex-wrap items-baseline gap-x-2">
              <span className="text-small font-semibold text-accent-ink tabular-nums">{errorStatus[code]}</span>
              <code className="font-mono font-semibold">{code}</code>
            </h2>
            <p className="mt-1 font-medium">{errorTitle[code]}</p>
            <p className="mt-0.5 text-ink-2">{errorAdvice[code]}</p>
            {operations.length > 0 && (
              <ul aria-label="Calls that may answer this" className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
                {operations.map(({ name, method, path }) => (
                  <li key={name}>
                    <a href={`/docs#${name}`} className="inline-flex min-h-6 items-center hover:underline">
                      <MethodPath method={method} path={path} />
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </>
  );
}
