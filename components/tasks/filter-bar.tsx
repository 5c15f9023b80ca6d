"use client";

import type { FormEvent, MouseEvent } from "react";
import { Icon } from "@/components/ui/icon";
import { searchMaxLength } from "@/lib/contract/limits";
import { readFilter, type TaskFilter, taskViews, writeFilter } from "@/lib/tasks/filter";

const viewNames = { all: "All", pending: "Pending", completed: "Completed", trash: "Trash" } as const;

/** Changes the address without asking the server for the page: the list follows it. */
function goTo(filter: TaskFilter) {
  history.pushState(null, "", writeFilter(filter));
}

function follow(event: MouseEvent, filter: TaskFilter) {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  goTo(filter);
}

/** The views, and the words to look for: links and a form, which work before any code runs. */
export function FilterBar({ filter }: { filter: TaskFilter }) {
  function search(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const words = new FormData(event.currentTarget).get("q");
    goTo({
      view: filter.view,
      words: typeof words === "string" ? readFilter(new URLSearchParams({ q: words })).words : "",
    });
  }

  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <nav aria-label="Views" className="-ms-2.5 flex flex-wrap">
        {taskViews.map((view) => (
          <a
            key={view}
            href={writeFilter({ view, words: filter.words })}
            aria-current={view === filter.view ? "page" : undefined}
            onClick={(event) => follow(event, { view, words: filter.words })}
            className="inline-flex min-h-8 items-center rounded-lg px-2.5 text-small text-ink-2 hover:bg-hover hover:text-ink aria-[current]:font-semibold aria-[current]:text-accent-ink pointer-coarse:min-h-11 pointer-coarse:min-w-11"
          >
            {viewNames[view]}
          </a>
        ))}
      </nav>
      <search className="relative max-sm:w-full">
        <form action="/tasks" method="get" onSubmit={search} key={filter.words}>
          {filter.view !== "all" && <input type="hidden" name="status" value={filter.view} />}
          <Icon
            name="search"
            className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-ink-3"
          />
          <input
            type="search"
            name="q"
            dir="auto"
            aria-label="Search tasks"
            placeholder="Search"
            autoComplete="off"
            enterKeyHint="search"
            maxLength={searchMaxLength}
            defaultValue={filter.words}
            onInput={(event) =>
              event.currentTarget.value === "" && filter.words && goTo({ view: filter.view, words: "" })
            }
            className="field min-h-8 ps-8! text-small! sm:w-56 pointer-coarse:min-h-11 pointer-coarse:text-base!"
          />
        </form>
      </search>
    </div>
  );
}
