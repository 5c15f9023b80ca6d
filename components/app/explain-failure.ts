import type { TaskMark } from "@/lib/store/snapshot";

type Explanation = { words: string; retryLabel: string };

/** Why a change was refused, in words, and what trying again comes to. */
export function explainFailure({ failure, isGone }: Extract<TaskMark, { kind: "failed" }>): Explanation {
  if (isGone || failure.code === "not_found")
    return { words: "This task was deleted elsewhere. What you wrote is kept here.", retryLabel: "Make it again" };
  if (failure.code === "in_trash")
    return {
      words: "This task was moved to the trash elsewhere. What you wrote is kept here.",
      retryLabel: "Restore and save",
    };
  if (failure.code === "too_large") return { words: "Not saved: it is too long.", retryLabel: "Retry" };
  const why = failure.detail ? `the server says “${failure.detail}”` : "the server did not take it";
  return { words: `Not saved: ${why}. What you wrote is kept here.`, retryLabel: "Retry" };
}
