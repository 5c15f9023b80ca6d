import { useCallback, useMemo, useState } from "react";
import { usePlace } from "@/components/app/place";
import { changeOptions } from "@/components/list/change-options";
import type { ListSection } from "@/components/list/list-section";
import type { DrawFound } from "@/components/list/row";
import { TaskSections } from "@/components/list/task-sections";
import { useSaid } from "@/components/ui/use-said";
import { useSyncStatus, useTasks } from "@/lib/store/use-store";
import { writeNumber } from "@/lib/tasks/formats";
import { hasEveryWord } from "@/lib/tasks/search";
import { isFiltered, noOptions, parseViewOptions } from "@/lib/tasks/view-options";
import type { View } from "@/lib/tasks/views";
import { MarkedText } from "./marked-text";
import { RowSnippet } from "./row-snippet";

type Section = View["sections"][number];
type ResultsProps = { text: string; words: readonly string[]; sections: readonly Section[] };

/** What was found, how much it is, and what else there is to look through. */
export function SearchResults({ text, words, sections }: ResultsProps) {
  const { isShown, count: trashed, sections: all, show } = useTrash(words, sections);
  const count = all.reduce((sum, { tasks }) => sum + tasks.length, 0);
  const counted = count === 1 ? "1 result" : `${writeNumber(count)} results`;
  const drawFound = useCallback<DrawFound>(
    ({ title, description }) => ({
      title: <MarkedText text={title} words={words} />,
      snippet: <RowSnippet description={description} words={words} />,
    }),
    [words],
  );
  const said = useSaid(words.length === 0 ? "" : count === 0 ? `Nothing found for “${text}”` : counted);
  return (
    <>
      <p role="status" className="sr-only">
        {said}
      </p>
      {words.length === 0 ? (
        <p className="text-small text-ink-2">Every task that has all the words is found, done or not.</p>
      ) : count === 0 ? (
        <NothingFound text={text} />
      ) : (
        <p className="mb-4 text-small text-ink-2 tabular-nums">{counted}</p>
      )}
      <TaskSections
        sections={all}
        drawFound={drawFound}
        renderHead={({ title, tasks }, headingId) => (
          <div className="flex min-h-9 items-center gap-2 border-b border-line text-small">
            <h2 id={headingId} className="font-semibold">
              {title.main}
            </h2>
            <span className="text-ink-3 tabular-nums">{writeNumber(tasks.length)}</span>
          </div>
        )}
      />
      {trashed > 0 && !isShown && (
        <button type="button" onClick={show} className="link min-h-8 text-small pointer-coarse:min-h-11">
          {trashed === 1 ? "Show 1 more in the trash" : `Show ${writeNumber(trashed)} more in the trash`}
        </button>
      )}
    </>
  );
}

/** What the trash has of it; its section stands behind the others once it is asked for. */
function useTrash(words: readonly string[], sections: readonly Section[]) {
  const tasks = useTasks();
  const [isShown, setIsShown] = useState(false);
  const found = useMemo(
    () => (words.length === 0 ? [] : tasks.filter((task) => task.deletedAt !== null && hasEveryWord(task, words))),
    [tasks, words],
  );
  const all = useMemo((): ListSection[] => {
    const trash = { id: "trash", title: { main: "Trash", detail: null }, date: null, tasks: found };
    const shown = isShown && found.length > 0 ? [...sections, trash] : sections;
    return shown.map((section) => ({ ...section, isOrdered: false }));
  }, [isShown, found, sections]);
  return { isShown, count: found.length, sections: all, show: () => setIsShown(true) };
}

function NothingFound({ text }: { text: string }) {
  const isNarrowed = usePlace(({ parameters }) => isFiltered(parseViewOptions(parameters)));
  const initialSync = useSyncStatus(({ initialSync }) => initialSync);
  return (
    <div className="mb-4 py-8 text-center">
      <p className="font-medium">
        Nothing found for “<span dir="auto">{text}</span>”
      </p>
      <p className="mt-1 text-small text-ink-2">
        {initialSync ? "Not all of your tasks have arrived yet." : "Fewer or shorter words find more."}
      </p>
      {isNarrowed && (
        <button
          type="button"
          onClick={() => changeOptions(noOptions)}
          className="link mt-2 min-h-8 text-small pointer-coarse:min-h-11"
        >
          Search without the filter
        </button>
      )}
    </div>
  );
}
