import type { Output, Route } from "./output";

// Vercel's proxy, as far as Next's builds ask for it: https://vercel.com/docs/build-output-api/configuration#routes

/** What the proxy carries along while it reads the routes. */
export type Passage = { url: URL; requestHeaders: Headers; responseHeaders: Headers; status: number };

/** Where a request ends: at a file, at a function, or at headers alone, as a redirect does. */
export type Destination =
  | { kind: "static"; path: string; passage: Passage }
  | { kind: "function"; path: string; passage: Passage }
  | { kind: "answer"; passage: Passage };

/** Runs the middleware: its answer, or how the request goes on. */
export type RunMiddleware = (path: string, passage: Passage) => Promise<Response | Passage>;

/** Finds what answers a request. A Response is one that the middleware gave. */
export async function resolve(
  { phases, functions, statics }: Output,
  url: URL,
  headers: Headers,
  runMiddleware: RunMiddleware,
): Promise<Destination | Response> {
  let passage: Passage = { url, requestHeaders: headers, responseHeaders: new Headers(), status: 200 };

  /** Takes what a route says into the passage. Returns the match, or nothing if it is not this route's. */
  function apply(route: Route): boolean {
    const match = matchRoute(route, passage);
    if (!match) return false;
    const fill = (text: string) =>
      text.replace(
        /\$(\w+)/g,
        (_, name: string) => (/^\d+$/.test(name) ? match.list[Number(name)] : match.named[name]) ?? "",
      );
    for (const [name, value] of Object.entries(route.headers ?? {})) {
      if (name.toLowerCase() === "vary") passage.responseHeaders.append(name, fill(value));
      else passage.responseHeaders.set(name, fill(value));
    }
    if (route.status !== undefined) passage = { ...passage, status: route.status };
    if (route.dest !== undefined) passage = { ...passage, url: rewrite(passage.url, fill(route.dest)) };
    return true;
  }

  function find(): Destination | undefined {
    const path = decodeURIComponent(passage.url.pathname);
    const kind = statics.has(path) ? "static" : functions.has(path) ? "function" : undefined;
    if (!kind) return undefined;
    for (const route of phases.hit) apply(route);
    return { kind, path, passage };
  }

  for (const route of phases.first) {
    if (route.middlewarePath !== undefined && matchRoute(route, passage)) {
      const outcome = await runMiddleware(route.middlewarePath, passage);
      if (outcome instanceof Response) return outcome;
      passage = outcome;
    } else if (route.middlewarePath === undefined) {
      apply(route);
      const location = passage.responseHeaders.get("location");
      if (location !== null) {
        passage.responseHeaders.set("location", location + url.search);
        return { kind: "answer", passage };
      }
    }
  }
  let found = find();
  for (const phase of ["filesystem", "miss", "rewrite"] as const) {
    for (const route of phases[phase]) {
      if (found) return found;
      if (apply(route) && (route.check || route.continue)) found = find();
    }
  }
  if (found) return found;
  passage = { ...passage, status: 404 };
  for (const route of phases.error) {
    if ((route.status === undefined || route.status === passage.status) && apply(route)) break;
  }
  return find() ?? { kind: "answer", passage };
}

type Match = { list: (string | undefined)[]; named: Record<string, string | undefined> };

function matchRoute({ src, has = [], missing = [] }: Route, { url, requestHeaders }: Passage): Match | undefined {
  const found = new RegExp(`^(?:${src})$`).exec(url.pathname);
  if (!found) return undefined;
  const named: Match["named"] = { ...found.groups };
  for (const { key, value } of has) {
    const text = requestHeaders.get(key);
    const match = text === null ? null : new RegExp(`^(?:${value ?? ".*"})$`).exec(text);
    if (!match) return undefined;
    Object.assign(named, match.groups);
  }
  const isThere = ({ key, value }: (typeof missing)[number]) =>
    value === undefined ? requestHeaders.has(key) : requestHeaders.get(key) === value;
  return missing.some(isThere) ? undefined : { list: [...found], named };
}

/** The destination, with the query that the request has and the one that the route adds. */
function rewrite(url: URL, destination: string): URL {
  const target = new URL(destination, url);
  for (const [name, value] of url.searchParams) target.searchParams.append(name, value);
  return target;
}
