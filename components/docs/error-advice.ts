import type { ErrorCode } from "@/lib/contract/errors";
import {
  batchBodyMaxBytes,
  bodyMaxBytes,
  idempotencyKeyLifetimeHours,
  tokenLifetimeSeconds,
} from "@/lib/contract/limits";

/** What a caller does about each error. */
export const errorAdvice = {
  malformed_json:
    "The body could not be parsed. Send one JSON value, encoded as UTF-8, and check it for a cut-off end.",
  malformed_request:
    "A header could not be read, for example an If-Match that is no list of quoted revisions. Correct it; repeating the request as it is won't help.",
  unauthenticated: "Send Authorization: Bearer with a token from GET /api/auth/token. Cookies are never read here.",
  token_expired: `Tokens live ${tokenLifetimeSeconds / 60} minutes. Take a new one from GET /api/auth/token and repeat the request.`,
  token_invalid:
    "The token was not made by this deployment, was changed on the way, or its account is gone. Take a new one; if that is refused too, sign in again.",
  forbidden:
    "The user in the path is not the one that the token speaks for. Use the path without a user, or your own id.",
  not_found:
    "There is no such task, or it is someone else's: the answer is the same. Check the id, and whether the task has been deleted for good.",
  method_not_allowed: "The Allow header lists the methods that this path takes.",
  already_exists:
    "The id that you chose is in use. If you are repeating a creation, it has been done; otherwise choose another id.",
  in_trash: "A task in the trash can be read, restored and deleted, and nothing else. Restore it first.",
  resync_required:
    "Changes since that revision are not kept any more. Drop your copy, keep what you have not sent, and follow again from since=0.",
  precondition_failed:
    "Someone changed the task after you read it. The ETag header has its current revision: read the task, decide, and send again.",
  too_large: `A body has at most ${bodyMaxBytes / 1024} KiB, a batch ${batchBodyMaxBytes / 1024} KiB. Send less at once. The connection is closed.`,
  unsupported_media_type: "Send Content-Type: application/json; a PATCH may also be application/merge-patch+json.",
  validation_failed:
    "The list in errors says which field, and why, each by its JSON Pointer. Unknown fields and parameters are refused too.",
  idempotency_key_reused: `This Idempotency-Key was used within ${idempotencyKeyLifetimeHours} hours for something else. A new request needs a new key.`,
  invalid_cursor: "A cursor belongs to one list: the same person, filter and order. Start again from the first page.",
  too_many:
    "This deployment keeps no more tasks, or no more text, for one person. Delete for good what you no longer need: the trash counts too.",
  rate_limited: "Wait for as many seconds as Retry-After says, then go on more slowly.",
  internal:
    "The fault is ours. It is in the log under the answer's requestId; repeating an idempotent request is safe.",
  unavailable:
    "The database can't be reached, or is too busy. Wait for Retry-After, then repeat; with an Idempotency-Key that is safe for creations too.",
} as const satisfies Record<ErrorCode, string>;
