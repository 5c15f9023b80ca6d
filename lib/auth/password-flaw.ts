import { isBlank, trimBlank } from "@/lib/contract/blank";
import { passwordMinLength } from "@/lib/contract/limits";

// Shorter parts of a name stand in too many words that are not about anybody.
const partMinLength = 4;

/** Why a password is refused, for whoever chose it to read. */
export const passwordFlaws = {
  blank: "Use more than blanks",
  repetitive: "Use more than a few characters over and over",
  too_common: "This is one of the passwords that are tried first: choose another",
  contains_name: "Leave your name out of it",
  contains_email: "Leave your e-mail address out of it",
} as const;

export type PasswordFlaw = keyof typeof passwordFlaws;

type Account = { name: string; email: string; password: string };

const fold = (text: string) => text.normalize("NFKC").toLowerCase();
const squeeze = (text: string) => fold(text).replace(/[^\p{L}\p{M}\p{N}]+/gu, "");

/** The part of a text that it repeats from its beginning to its end, twice at least, or the text itself. */
function findUnit(text: string): string {
  const characters = Array.from(text);
  for (let length = 1; length <= characters.length / 2; length++) {
    if (characters.every((character, index) => character === characters[index % length])) {
      return characters.slice(0, length).join("");
    }
  }
  return text;
}

/** Whether a password contains one of the texts, or a word of one, whatever stands between its letters. */
function containsPart(password: string, texts: string[]): boolean {
  const parts = texts.flatMap((text) => [text, ...text.split(/[^\p{L}\p{M}\p{N}]+/u)]).map(squeeze);
  const squeezed = squeeze(password);
  return parts.some((part) => Array.from(part).length >= partMinLength && squeezed.includes(part));
}

/**
 * What is wrong with a new password, if anything, beside its length: the commonest that the policy would allow (NIST SP
 * 800-63B, section 3.1.1.2), what repeats too little, and what says whose it is.
 */
export async function findPasswordFlaw({ name, email, password }: Account): Promise<PasswordFlaw | undefined> {
  if (isBlank(password)) return "blank";
  const folded = fold(password);
  const trimmed = trimBlank(folded);
  // What is repeated must be a password by itself.
  const unit = findUnit(folded);
  if (unit !== folded && Array.from(unit).length < passwordMinLength) return "repetitive";
  // Half a megabyte, which a start does without.
  const { commonPasswords } = await import("./common-passwords");
  const common = commonPasswords();
  if ([folded, trimmed, unit].some((text) => common.has(text))) return "too_common";
  const local = email.slice(0, email.lastIndexOf("@"));
  if (containsPart(password, [local]) || squeeze(password).includes(squeeze(email))) return "contains_email";
  return containsPart(password, [name]) ? "contains_name" : undefined;
}
