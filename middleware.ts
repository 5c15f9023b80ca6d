import { type NextRequest, NextResponse } from "next/server";
import { pathHeader } from "@/components/app/path-header";
import { isAppPath } from "@/components/app/views";
import { hasSessionCookie } from "@/components/shell/session-cookie";
import { appOrigin } from "@/lib/env";
import { securityHeaders, transportHeaders } from "@/lib/security-headers";

const isDevelopment = process.env.NODE_ENV === "development";

/** For pages only: the nonce, the headers that keep a page safe, and a way to sign in. Never the security boundary. */
export function middleware(request: NextRequest): NextResponse {
  const { pathname, search, protocol } = request.nextUrl;
  if (isAppPath(pathname) && !hasSessionCookie(request.cookies)) {
    const signIn = new URL(`/sign-in?next=${encodeURIComponent(pathname + search)}`, request.url);
    return NextResponse.redirect(signIn, { headers: securityHeaders });
  }
  const policy = writePolicy(Buffer.from(crypto.randomUUID()).toString("base64"));
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  headers.set(pathHeader, pathname + search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("X-Content-Type-Options", "nosniff");
  response.headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
  response.headers.set(
    "Permissions-Policy",
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  );
  if ([protocol, appOrigin()].some((from) => from.startsWith("https:"))) {
    for (const [name, value] of Object.entries(transportHeaders)) response.headers.set(name, value);
  }
  return response;
}

function writePolicy(nonce: string): string {
  const scripts = `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`;
  const styles = `style-src-elem 'self' ${isDevelopment ? "'unsafe-inline'; connect-src 'self' ws:" : `'nonce-${nonce}'`}; style-src-attr 'unsafe-inline'`;
  return `default-src 'self'; ${scripts}; ${styles}; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; worker-src 'self'`;
}

export const config = {
  runtime: "nodejs",
  matcher:
    "/((?!api(?:/|$)|_next/|icons/|landing/|(?:icon\\.svg|apple-icon\\.png|favicon\\.ico|robots\\.txt|sw\\.js)$).*)",
};
