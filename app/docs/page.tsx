import type { Metadata } from "next";
import { documentedOperations } from "@/components/docs/describe-operations";
import { OperationSection } from "@/components/docs/operation-section";
import { buttonClass } from "@/components/ui/button";

export const metadata: Metadata = { title: "API reference", description: "Every call of Tend's REST API." };

const example = `curl $ORIGIN/api/auth/sign-in/email -c cookies \\
  -H "Origin: $ORIGIN" -H "Content-Type: application/json" \\
  -d '{"email": "amara@example.com", "password": "…"}'
TOKEN=$(curl $ORIGIN/api/auth/token -b cookies | jq -r .token)
curl $ORIGIN/api/tasks -H "Authorization: Bearer $TOKEN"`;

export default function ApiReferencePage() {
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight">API reference</h1>
      <p className="mt-3 text-ink-2">
        Everything that Tend does with tasks, a program can do with JSON over HTTP. Sign in, take a token that lives 15
        minutes, and send it with each request. Every answer of an error has{" "}
        <a href="/docs/errors" className="link">
          one shape
        </a>
        .
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        <a href="/api/openapi.json" className={buttonClass("secondary")}>
          OpenAPI document
        </a>
        <a href="/docs/errors" className={buttonClass("quiet")}>
          Errors
        </a>
      </div>
      <h2 className="mt-10 text-xl font-semibold tracking-tight">Signing in</h2>
      <pre className="mt-3 whitespace-pre-wrap rounded-xl border border-line bg-panel p-4 font-mono text-meta">
        {example}
      </pre>
      <h2 className="mt-10 mb-4 text-xl font-semibold tracking-tight">Calls</h2>
      {documentedOperations.map((operation) => (
        <OperationSection key={operation.name} operation={operation} />
      ))}
    </>
  );
}
