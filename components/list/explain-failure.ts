import type { TaskMark } from "@/lib/store/snapshot";

type Failed = Extract<TaskMark, { kind: "failed" }>;

/** Why the server refused a change, in a few words. */
export function explainFailure({ failure, isGone }: Failed): string {
  if (isGone) return "it was deleted elsewhere";
  switch (failure.code) {
    case "in_trash":
      return "it is in the trash";
    case "not_found":
      return "it was deleted elsewhere";
    case "too_large":
      return "it is too long";
    case "validation_failed":
      return failure.detail ?? "the server does not accept it";
    default:
      return failure.detail ?? "the server refused it";
  }
}
