import fc from "fast-check";

const nasty = fc.constantFrom(
  "\0",
  "a\0b",
  "\ud800",
  "\udfff\ud800",
  "\u{10ffff}",
  "x".repeat(20_000),
  "' or 1=1 --",
  "$1",
  "%",
  "\\",
  "__proto__",
  "constructor",
  "toString",
  "NaN",
  "Infinity",
  "-0",
  "9007199254740993",
  "9223372036854775808",
  "1e309",
  "0000-01-01",
  "2024-02-30",
  "infinity",
  "now",
  "epoch",
  "-infinity",
  "{}",
  "null",
  "",
  " ",
  "24:00",
  "10:00:60",
  "0199d3a0-0000-7000-8000-000000000000",
);
/** A value that is wrong almost everywhere. */
export const scalar = fc.oneof(
  nasty,
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.double(),
  fc.constantFrom(2 ** 53, -1, 1.5, 1e300, 2 ** 63, -(2 ** 63), -1e19),
  fc.boolean(),
  fc.constant(null),
);
const key = fc.constantFrom(
  ..."id title description completed completedAt priority dueDate dueTime position revision deletedAt operations op task ifRevision __proto__ constructor \0 \ud800".split(
    " ",
  ),
);
const json = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: "small" }, scalar, fc.array(tie("value"), { maxLength: 3 }), tie("object")),
  object: fc.array(fc.tuple(key, tie("value")), { maxLength: 4 }).map((entries) => fromEntries(entries)),
}));

/** Object.fromEntries that keeps `__proto__`. */
function fromEntries(entries: [string, unknown][]): object {
  const object = {};
  for (const [name, value] of entries)
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  return object;
}

const operation = fc.record(
  {
    op: fc.oneof(fc.constantFrom("create", "update", "complete", "delete", "restore"), scalar),
    id: scalar,
    task: json.object,
    ifRevision: scalar,
  },
  { requiredKeys: ["op"] },
);
const body = fc.oneof(
  { weight: 4, arbitrary: json.object.map((value) => JSON.stringify(value)) },
  {
    weight: 3,
    arbitrary: fc.tuple(key, scalar).map(([name, value]) =>
      JSON.stringify(
        fromEntries([
          ["title", "x"],
          [name, value],
        ]),
      ),
    ),
  },
  { weight: 2, arbitrary: fc.array(operation, { maxLength: 4 }).map((operations) => JSON.stringify({ operations })) },
  { weight: 1, arbitrary: scalar.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "[".repeat(5000) + "]".repeat(5000),
      `${'{"title":'.repeat(5000)}1${"}".repeat(5000)}`,
      `{"operations":${"[".repeat(5000)}${"]".repeat(5000)}}`,
      `{"title":${"9".repeat(400)}}`,
      '{"title":"x","title":null}',
      '{"title":NaN}',
      "",
    ),
  },
);

const headerText = fc.oneof(
  fc.constantFrom(
    '"1"',
    "*",
    'W/"1"',
    '"9223372036854775808"',
    '"99999999999999999999"',
    '"1",',
    "",
    '"\\"',
    "\xff",
    "a\tb",
  ),
  fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)), maxLength: 300 }),
);
const headers = fc.dictionary(
  fc.constantFrom(
    "if-match",
    "if-none-match",
    "idempotency-key",
    "x-request-id",
    "content-length",
    "content-encoding",
    "accept",
    "origin",
    "cookie",
    "x-forwarded-for",
    "host",
  ),
  headerText,
  { maxKeys: 3 },
);
const contentType = fc.oneof(
  { weight: 8, arbitrary: fc.constant("application/json") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "application/merge-patch+json",
      "text/plain",
      "application/json;charset=utf-16",
      ";",
      "*/*",
    ),
  },
);

const parameter = fc.tuple(
  fc.constantFrom(
    "status",
    "q",
    "priority",
    "dueBefore",
    "dueAfter",
    "trashed",
    "sort",
    "limit",
    "cursor",
    "since",
    "permanent",
    "__proto__",
    "\0",
  ),
  fc.oneof(
    nasty,
    fc.string({ unit: "binary-ascii", maxLength: 30 }),
    fc.constantFrom("-title", "due", "-created", "0", "1", "true", "high"),
  ),
);
const encode = (text: string) => encodeURIComponent(text.toWellFormed());
const query = fc.oneof(
  fc
    .array(parameter, { maxLength: 3 })
    .map((pairs) => pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&")),
  fc.constantFrom(
    "%",
    "%ff",
    "%00=%00",
    "&&&=",
    "=",
    "a[]=1",
    "limit",
    "q=%ed%a0%80",
    "+",
    "since=1&since=1",
    "?",
    "q=a&q[x]=b",
  ),
);

const pathId = fc.constantFrom(
  "{task}",
  "{task}",
  "{other}",
  "%00",
  "%25ff",
  "..%2f..",
  "1",
  "x".repeat(3000),
  "%F0%9F%98%80",
);
const target = fc.oneof(
  fc.constantFrom(
    { path: "/api/tasks", methods: ["GET", "POST", "POST"] },
    { path: "/api/{user}/tasks", methods: ["GET", "POST"] },
    { path: "/api/tasks/batch", methods: ["POST"] },
    { path: "/api/tasks/quick", methods: ["POST"] },
    { path: "/api/tasks/changes", methods: ["GET"] },
    { path: "/api/nothing", methods: ["GET"] },
  ),
  pathId.map((id) => ({ path: `/api/tasks/${id}`, methods: ["GET", "PATCH", "PATCH", "PUT", "DELETE"] })),
  pathId.map((id) => ({ path: `/api/{user}/tasks/${id}`, methods: ["GET", "PATCH", "PUT", "DELETE"] })),
  pathId.map((id) => ({ path: `/api/tasks/${id}/complete`, methods: ["PATCH"] })),
  pathId.map((id) => ({ path: `/api/tasks/${id}/restore`, methods: ["POST"] })),
);

const place = target.chain(({ path, methods }) =>
  fc.record({
    path: fc.constant(path),
    method: fc.oneof(
      { weight: 19, arbitrary: fc.constantFrom(...methods) },
      { weight: 1, arbitrary: fc.constantFrom("GET", "POST", "PATCH", "PUT", "DELETE") },
    ),
  }),
);

/** A request that is wrong in any way that a program or a person could think of. */
export const malformedRequest = fc.record({
  place,
  query: fc.option(query, { nil: "", freq: 3 }),
  body,
  contentType,
  headers: fc.option(headers, { nil: {}, freq: 2 }),
});

export type Malformed = typeof malformedRequest extends fc.Arbitrary<infer T> ? T : never;
