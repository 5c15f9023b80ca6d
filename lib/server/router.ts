import type { Params } from "@/lib/api/route";

/** Finds what is mounted at a path (no query), and its decoded parameters. */
export type Match<T> = (pathname: string) => { value: T; params: Params } | undefined;

type Branch<T> = {
  fixed: Map<string, Branch<T>>;
  dynamic?: { name: string; branch: Branch<T> };
  rest?: { name: string; value: T };
  leaf?: { value: T };
};

type Found<T> = { value: T; names: string[]; rest?: string };

/**
 * Mounts values at patterns of Next's notation: `/api/tasks/[taskId]`, `/api/auth/[...all]`, `/api/[[...path]]`.
 * As in Next, a fixed segment goes before a dynamic one and that before the rest, segment by segment, and a branch
 * that leads nowhere is left for the next best. A path that can't be decoded matches nothing.
 */
export function createMatch<T>(routes: readonly { pattern: string; value: T }[]): Match<T> {
  const root: Branch<T> = { fixed: new Map() };
  for (const { pattern, value } of routes) mount(root, pattern, value);
  return (pathname) => {
    const segments = pathname.slice(1).split("/");
    const bound: number[] = [];
    const found = find(root, segments, 0, bound);
    if (!found) return undefined;
    const params = readParams(found, segments, bound);
    return params && { value: found.value, params };
  };
}

function mount<T>(root: Branch<T>, pattern: string, value: T): void {
  let branch = root;
  for (const segment of pattern.slice(1).split("/")) {
    const [, optional, spread, name] = /^\[(\[)?(\.\.\.)?(\w+)\]{1,2}$/.exec(segment) ?? [];
    if (name !== undefined && spread !== undefined) {
      branch.rest = { name, value };
      if (optional !== undefined) branch.leaf = { value };
      return;
    }
    branch = name === undefined ? descend(branch, segment) : descendDynamic(branch, name, pattern);
  }
  branch.leaf = { value };
}

function descend<T>(branch: Branch<T>, segment: string): Branch<T> {
  const next = branch.fixed.get(segment) ?? { fixed: new Map() };
  branch.fixed.set(segment, next);
  return next;
}

function descendDynamic<T>(branch: Branch<T>, name: string, pattern: string): Branch<T> {
  branch.dynamic ??= { name, branch: { fixed: new Map() } };
  if (branch.dynamic.name !== name) throw new Error(`${pattern}: this segment is [${branch.dynamic.name}] elsewhere`);
  return branch.dynamic.branch;
}

/** @param bound the indexes of the segments that dynamic ones took, outermost first */
function find<T>(branch: Branch<T>, segments: string[], index: number, bound: number[]): Found<T> | undefined {
  const segment = segments[index];
  if (segment === undefined) return branch.leaf && { value: branch.leaf.value, names: [] };
  const fixed = branch.fixed.get(segment);
  const found = fixed && find(fixed, segments, index + 1, bound);
  if (found) return found;
  const { dynamic, rest } = branch;
  if (dynamic && segment !== "") {
    bound.push(index);
    const inner = find(dynamic.branch, segments, index + 1, bound);
    if (inner) {
      inner.names.unshift(dynamic.name);
      return inner;
    }
    bound.pop();
  }
  if (!rest || segment === "") return undefined;
  bound.push(index);
  return { value: rest.value, names: [], rest: rest.name };
}

function readParams<T>({ names, rest }: Found<T>, segments: string[], bound: number[]): Params | undefined {
  const params: Params = {};
  try {
    for (const [at, name] of names.entries()) params[name] = decodeURIComponent(segments[bound[at] ?? 0] ?? "");
    if (rest !== undefined) params[rest] = segments.slice(bound.at(-1)).map(decodeURIComponent);
  } catch {
    return undefined;
  }
  return params;
}
