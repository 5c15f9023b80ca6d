const names = ["better-auth.session_token", "__Secure-better-auth.session_token"];

/** Whether a session cookie is there. It says nothing about whether it is still good. */
export function hasSessionCookie(cookies: { has(name: string): boolean }): boolean {
  return names.some((name) => cookies.has(name));
}
