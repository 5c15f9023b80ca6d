/** The path of a request target, without its query. */
export function getPathname(target: string): string {
  const query = target.indexOf("?");
  return query === -1 ? target : target.slice(0, query);
}

/**
 * The origin-form of a request target: RFC 9112, section 3.2.2, lets a client send a whole URL.
 * @returns undefined for what is neither
 */
export function toOriginForm(target: string): string | undefined {
  if (target.startsWith("/")) return target;
  const [match, rest = ""] = /^https?:\/\/[^/?#]*(.*)$/i.exec(target) ?? [];
  if (match === undefined) return undefined;
  return rest.startsWith("/") ? rest : `/${rest}`;
}

/**
 * Where a request is sent on to, as Next would: one slash where there are several or a backslash, none at the end.
 * @returns a path with its query, safe as a Location, or undefined when the target is clean
 */
export function getCleanTarget(target: string): string | undefined {
  const pathname = getPathname(target);
  const isClean = !pathname.includes("//") && !pathname.includes("\\") && (pathname === "/" || !pathname.endsWith("/"));
  if (isClean) return undefined;
  const cleaned = pathname.replace(/[\\/]+/g, "/").replace(/(.)\/$/, "$1");
  // A browser drops tabs and line ends, and `/<tab>/host` would be another host to it.
  return (cleaned + target.slice(pathname.length)).replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

const hostPattern = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/** Whether a Host header could be one (RFC 9110, section 7.2). Nothing else is taken from it. */
export function isHost(host: string): boolean {
  return hostPattern.test(host);
}
