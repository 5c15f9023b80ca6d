import { lazyPart } from "@/components/app/lazy-part";
import { useSnapshot } from "@/lib/store/use-store";

const RowProblem = lazyPart(() => import("./row-problem").then((part) => part.RowProblem));

/** What a task wants a decision on: a change that was refused, or a text that changed elsewhere. */
export function RowNotice({ id }: { id: string }) {
  const mark = useSnapshot(({ marks }) => {
    const mark = marks.get(id);
    return mark?.kind === "failed" || mark?.kind === "conflict" ? mark : undefined;
  });
  return mark && <RowProblem id={id} mark={mark} />;
}
