import type { ValidateFunction } from "ajv";
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { getOpenApi } from "@/lib/api/openapi";

type Json = Record<string, unknown>;
type Answer = { status: number; headers: Headers; text: string };

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);

const { schemas } = getOpenApi().components as { schemas: Json }; // the document that we have just made
const paths = getOpenApi().paths as Record<string, Json>; // the document that we have just made
const templates = Object.keys(paths)
  .sort((one, other) => one.split("{").length - other.split("{").length)
  .map((template) => ({ template, pattern: new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`) }));

const validators = new Map<string, ValidateFunction>();

/** The validator of a schema of the document, made once. */
function getValidator(schema: unknown): ValidateFunction {
  const text = JSON.stringify(schema).replaceAll("#/components/schemas/", "#/$defs/");
  const known = validators.get(text);
  if (known) return known;
  const definitions = JSON.parse(JSON.stringify(schemas).replaceAll("#/components/schemas/", "#/$defs/"));
  const fresh = ajv.compile({ ...JSON.parse(text), $defs: definitions });
  validators.set(text, fresh);
  return fresh;
}

/** What is wrong with an answer by the OpenAPI document; nothing if the document does not know the call. */
export function findViolations(method: string, url: string, answer: Answer): string[] {
  const path = url.split("?", 1)[0] ?? "";
  const template = templates.find(({ pattern }) => pattern.test(path))?.template;
  const operation = template && paths[template]?.[method.toLowerCase()];
  if (!template || !operation) return [];
  const responses = (
    operation as { responses: Record<string, { content?: Record<string, { schema: unknown }>; headers?: Json }> }
  ).responses; // by OpenAPI
  const response = responses[answer.status];
  if (!response) return [`${method} ${template} does not declare ${answer.status}`];
  const missing = Object.keys(response.headers ?? {}).filter(
    (name) => !answer.headers.has(name) && !["Idempotency-Replayed", "Link"].includes(name),
  );
  const problems = missing.map((name) => `${method} ${template} ${answer.status} lacks ${name}`);
  if (!response.content) return answer.text ? [...problems, "a body where none is declared"] : problems;
  const type = answer.headers.get("content-type") ?? "";
  const media = response.content[type];
  if (!media) return [...problems, `${type} is not declared for ${answer.status}`];
  const validate = getValidator(media.schema);
  if (!validate(JSON.parse(answer.text))) problems.push(ajv.errorsText(validate.errors));
  return problems;
}
