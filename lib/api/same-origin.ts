import { trustedOrigins } from "@/lib/env";
import { ApiError } from "./problem";

const safeMethods = ["GET", "HEAD", "OPTIONS"];
// `none` is a person's own doing, and no page's.
const ownSites = ["same-origin", "none"];

/** Whether nothing says that a page of another origin has a browser send this. */
export function isSameOrigin({ headers }: Request): boolean {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin") ?? readOrigin(headers.get("referer"));
  return (site === null || ownSites.includes(site)) && (origin === null || trustedOrigins().includes(origin));
}

/**
 * Refuses what a page of another origin has a browser send, cookie or not. A program that says neither Origin nor Referer
 * nor Sec-Fetch-Site is no browser: every browser says one of them with whatever is not a GET.
 * https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html#fetch-metadata-headers
 * @throws ApiError forbidden
 */
export function refuseForeignOrigin(request: Request): void {
  if (safeMethods.includes(request.method) || isSameOrigin(request)) return;
  throw new ApiError("forbidden", { detail: "People sign in and out at this deployment's own pages" });
}

/** The origin of an address, `null` as a word for one that has none. */
function readOrigin(referer: string | null): string | null {
  if (referer === null) return null;
  return URL.canParse(referer) ? new URL(referer).origin : "null";
}
