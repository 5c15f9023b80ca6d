import { attempt, hasTexts } from "./device-storage";

/** Who is signed in, as the screens need it. */
export type User = { id: string; name: string; email: string };

const key = "tend-user";

/** Whose device this is, for when it starts without a network; undefined if nobody's. */
export function readDeviceUser(): User | undefined {
  const user: unknown = attempt(() => JSON.parse(localStorage.getItem(key) ?? "null"));
  return hasTexts(user, "id", "name", "email") ? user : undefined;
}

/** Remembers whose device this is, or with undefined that it is nobody's. */
export function keepDeviceUser(user: User | undefined): void {
  attempt(() => (user ? localStorage.setItem(key, JSON.stringify(user)) : localStorage.removeItem(key)));
}
