/** Who is signed in, as the screens need it. */
export type User = { id: string; name: string; email: string };

const key = "tend-user";

/** Whose device this is, for when it starts without a network; undefined if nobody's. */
export function readDeviceUser(): User | undefined {
  try {
    const user: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    return isUser(user) ? user : undefined;
  } catch {
    return undefined;
  }
}

function isUser(value: unknown): value is User {
  if (typeof value !== "object" || value === null) return false;
  return ["id", "name", "email"].every((name) => typeof Reflect.get(value, name) === "string");
}

/** Remembers whose device this is, or with undefined that it is nobody's. A browser that keeps nothing does no harm. */
export function keepDeviceUser(user: User | undefined): void {
  try {
    if (user) localStorage.setItem(key, JSON.stringify(user));
    else localStorage.removeItem(key);
  } catch {
    // Storage may be full, or forbidden.
  }
}
