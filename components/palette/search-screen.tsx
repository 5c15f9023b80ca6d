"use client";

import { Search, X } from "lucide-react";
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef } from "react";
import { useReader } from "@/components/app/reader";
import { useWorkspace } from "@/components/app/workspace";
import { moveActive } from "@/components/list/row-focus";
import { useOptions } from "@/components/list/use-options";
import { ViewOptionsBar, ViewOptionsMenu } from "@/components/list/view-options";
import { ScreenTitle } from "@/components/shell/screen-title";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { searchMaxLength } from "@/lib/contract/limits";
import { useTasks } from "@/lib/store/use-store";
import { readWords } from "@/lib/tasks/search";
import { viewSearch } from "@/lib/tasks/views";
import { SearchResults } from "./search-results";
import { useSearchText } from "./use-search-text";

/** Tasks by their words, as one types; the address keeps the search. */
export function SearchScreen() {
  const [text, setText] = useSearchText();
  const shownText = useDeferredValue(text);
  const options = useOptions();
  const tasks = useTasks();
  const reader = useReader();
  const words = useMemo(() => readWords(shownText), [shownText]);
  const { sections } = useMemo(
    () => viewSearch(tasks, shownText, reader, options),
    [tasks, shownText, reader, options],
  );
  return (
    <>
      <header className="mb-6">
        <ScreenTitle>Search</ScreenTitle>
      </header>
      <ViewOptionsMenu options={options} />
      <SearchField text={text} onText={setText} />
      <ViewOptionsBar options={options} />
      <SearchResults text={shownText.trim()} words={words} sections={sections} />
    </>
  );
}

function SearchField({ text, onText }: { text: string; onText(text: string): void }) {
  const workspace = useWorkspace();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (field.current?.value === "") field.current.focus();
  }, []);

  function hearKey(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || (event.key !== "ArrowDown" && event.key !== "Enter")) return;
    event.preventDefault();
    workspace.set({ activeId: null });
    moveActive(workspace, 1);
  }

  return (
    <search className="relative mb-6 block">
      <Icon of={Search} className="pointer-events-none absolute start-3 top-1/2 size-4 -translate-y-1/2 text-ink-2" />
      <input
        ref={field}
        id="search-field"
        type="search"
        aria-label="Search tasks"
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={hearKey}
        maxLength={searchMaxLength}
        placeholder="Words in a title or description"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="search"
        dir="auto"
        className="field min-h-11 ps-10 pe-11 [&::-webkit-search-cancel-button]:hidden"
      />
      {text && (
        <IconButton
          icon={X}
          label="Clear the search"
          onClick={() => {
            onText("");
            field.current?.focus();
          }}
          className="absolute end-1.5 top-1/2 -translate-y-1/2 pointer-coarse:end-0"
        />
      )}
    </search>
  );
}
