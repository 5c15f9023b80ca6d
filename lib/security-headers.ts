/** What every answer of whatever kind says, whichever door it leaves by; pages and the API say more of what may be loaded. */
export const securityHeaders = {
  "Content-Security-Policy": "frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
} as const;

/** What every answer says where people come by https. */
export const transportHeaders = { "Strict-Transport-Security": "max-age=63072000" } as const;

/** What every answer of the API says: nothing in it is to be shown or run. */
export const apiSecurityHeaders = {
  ...securityHeaders,
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
} as const;
