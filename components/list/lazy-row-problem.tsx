import { lazyPart } from "@/components/app/lazy-part";

/** What a task wants a decision on, which is a chunk of its own: few lists ever have one. */
export const RowProblem = lazyPart(() => import("./row-problem").then((part) => part.RowProblem));
