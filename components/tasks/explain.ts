import type { Change } from "@/lib/tasks/changes";
import type { Refusal } from "./send-change";

/** What did not happen, in a few words. */
export function nameFailure(changes: readonly Change[]): string {
  switch (changes[0]?.kind) {
    case "create":
      return "Not added.";
    case "trash":
      return "Not moved to the trash.";
    case "restore":
      return "Not restored.";
    case "destroy":
      return "Not deleted.";
    default:
      return "Not saved.";
  }
}

/** Why it did not happen, as a sentence. */
export function explainRefusal({ code, detail }: Refusal): string {
  switch (code) {
    case "offline":
      return navigator.onLine ? "The server can't be reached." : "You're offline.";
    case "internal":
    case "unavailable":
      return "The server can't do this right now.";
    case "rate_limited":
      return "That was too much at once; wait a moment.";
    case "precondition_failed":
      return "Changed elsewhere.";
    case "in_trash":
      return "It was moved to the trash elsewhere.";
    case "not_found":
      return "It was deleted elsewhere.";
    case "unauthenticated":
    case "token_expired":
    case "token_invalid":
      return "You're signed out.";
    default:
      return detail ? `The server says: ${detail}.` : "The server did not accept it.";
  }
}

export const isSignedOut = ({ code }: Refusal): boolean =>
  ["unauthenticated", "token_expired", "token_invalid"].includes(code);
