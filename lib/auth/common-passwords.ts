import { dictionary } from "@zxcvbn-ts/language-common";
import { passwordMinLength } from "@/lib/contract/limits";
import { once } from "@/lib/once";

const commonMax = 10_000;

/** The passwords that most people choose, of those that are long enough, in small letters. */
export const commonPasswords = once("common-passwords", () => {
  const allowed = dictionary["passwords-common"].filter((password) => password.length >= passwordMinLength);
  return new Set(allowed.slice(0, commonMax));
});
