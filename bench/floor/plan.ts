export const operations = ["list", "get", "create", "complete"] as const;
export type OperationName = (typeof operations)[number];

/** What a floor sends for one `$n` of a recorded statement. */
export type Parameter =
  | { kind: "constant"; value: unknown }
  | { kind: "owner" }
  | { kind: "id" }
  /** A uuid of its own for every call, of the version that was recorded. */
  | { kind: "fresh"; version: string }
  /** JSON in which the fields of `given` come from the request's body. */
  | { kind: "document"; document: Record<string, unknown>; given: string[] };

/** A statement as Tend sent it to PostgreSQL, and what its parameters stand for. */
export type RecordedStatement = { name: string; text: string; parameters: Parameter[]; columns: string[] };

/** An Ed25519 public key. */
type PublicKey = { kty: string; crv: string; x: string };

/** What the bench hands to a floor, as a JSON file. */
export type Plan = {
  statements: Record<OperationName, RecordedStatement>;
  /** Public JWKs by their kid. */
  keys: Record<string, PublicKey>;
  issuer: string;
  /** What Tend's cursors begin with for each owner of a listed page. */
  fingerprints: Record<string, string>;
  listLimit: number;
};
