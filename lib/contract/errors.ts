import { z } from "zod";
import { errorStatus } from "./error-status";

export type ErrorCode = keyof typeof errorStatus;

/** One short sentence per code, the same in every answer (RFC 9457 `title`). */
export const errorTitle = {
  malformed_json: "The body is not valid JSON",
  malformed_request: "The request could not be understood",
  unauthenticated: "Sign in to use this resource",
  token_expired: "The access token has expired",
  token_invalid: "The access token is not valid",
  forbidden: "You may not use this resource",
  not_found: "There is nothing here",
  method_not_allowed: "This resource does not take that method",
  already_exists: "The resource exists already",
  in_trash: "The task is in the trash",
  resync_required: "Start again from revision 0",
  precondition_failed: "The task has changed since",
  too_large: "The body is too large",
  unsupported_media_type: "The body must be JSON",
  validation_failed: "The request is not valid",
  idempotency_key_reused: "The idempotency key belongs to another request",
  invalid_cursor: "The cursor does not belong to this list",
  too_many: "There is no room for more",
  rate_limited: "Too many requests",
  internal: "Something went wrong on our side",
  unavailable: "The service is not available right now",
} as const satisfies Record<ErrorCode, string>;

const fieldErrorSchema = z.strictObject({
  pointer: z
    .string()
    .meta({ description: "JSON Pointer (RFC 6901) to the field, or `/` and the query parameter's name" }),
  code: z.string(),
  message: z.string(),
});

export type FieldError = z.infer<typeof fieldErrorSchema>;

/** RFC 9457 problem details, the one shape of every error. */
export const problemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(errorStatus)),
    detail: z.string().optional(),
    requestId: z.string(),
    errors: z.array(fieldErrorSchema).optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem details" });

export type Problem = Omit<z.infer<typeof problemSchema>, "code"> & { code: ErrorCode };
