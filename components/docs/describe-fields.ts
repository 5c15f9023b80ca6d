import { z } from "zod";

export type DocumentedField = { name: string; type: string; description: string | undefined; isRequired: boolean };

/** The fields of a query or a body, in words. Empty when it has none, or is no plain object. */
export function describeFields(schema: z.ZodType | undefined): DocumentedField[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    type: typeof property === "object" ? describeType(property) : "any",
    description: typeof property === "object" ? property.description : undefined,
    isRequired: required.includes(name),
  }));
}

function describeType(schema: z.core.JSONSchema.BaseSchema): string {
  if (schema.anyOf)
    return schema.anyOf.map((part) => (typeof part === "object" ? describeType(part) : "any")).join(" or ");
  if (schema.enum) return schema.enum.map((value) => `"${value}"`).join(" | ");
  if (schema.type === "array")
    return `list of ${typeof schema.items === "object" && "type" in schema.items ? describeType(schema.items) : "any"}`;
  return schema.format ?? [schema.type ?? "any"].flat().join(" or ");
}
