"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Search, X } from "lucide-react";
import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { type CommandContext, readTargetIds } from "@/components/keys/command";
import { findCommand } from "@/components/keys/commands";
import { readPress, spellPress } from "@/components/keys/key-press";
import { useCommandContext } from "@/components/keys/use-command-context";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { isAppleDevice } from "@/components/ui/keys";
import { scrimClass } from "@/components/ui/surface";
import { useFocusAtOnce } from "@/components/ui/use-focus-at-once";
import { useSaid } from "@/components/ui/use-said";
import { searchMaxLength } from "@/lib/contract/limits";
import { useTasks } from "@/lib/store/use-store";
import { readWords } from "@/lib/tasks/search";
import { ItemLine } from "./item-line";
import { type Group, type Item, makeGroups } from "./make-groups";
import { runItem } from "./run-item";

/** Every action, every view, and tasks by their words, behind one field. It remembers nothing. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const known = useCommandContext();
  // What has the focus until now tells the open task from the active row.
  const [targetIds] = useState(() => readTargetIds(known));
  const context = useMemo(() => ({ ...known, targetIds }), [known, targetIds]);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={scrimClass} />
        <Dialog.Popup
          initialFocus={input}
          finalFocus={false}
          aria-label="Command palette"
          className="fixed inset-0 z-50 flex animate-appear flex-col overflow-hidden bg-card text-ink outline-none md:inset-x-0 md:top-[12vh] md:bottom-auto md:mx-auto md:max-h-[70vh] md:w-160 md:max-w-[calc(100vw-2rem)] md:rounded-2xl md:border md:border-line md:shadow-card"
        >
          <Choices context={context} input={input} onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type ChoicesProps = { context: CommandContext; input: RefObject<HTMLInputElement | null>; onClose: () => void };

function Choices({ context, input, onClose }: ChoicesProps) {
  const [text, setText] = useState("");
  const [activeId, setActiveId] = useState<string | null>(null);
  const listId = useId();
  useFocusAtOnce(input);
  const shownText = useDeferredValue(text);
  const tasks = useTasks();
  const groups = useMemo(() => makeGroups(context, tasks, shownText), [context, tasks, shownText]);
  const words = useMemo(() => readWords(shownText), [shownText]);
  const items = groups.flatMap(({ items }) => items);
  const active = items.find(({ id }) => id === activeId) ?? items[0];

  const run = useCallback(
    (item: Item | undefined) => {
      onClose();
      // The focus is back by then, where the command may want it.
      if (item) setTimeout(() => runItem(item, context));
    },
    [context, onClose],
  );
  useEffect(() => {
    if (active) document.getElementById(active.id)?.scrollIntoView({ block: "nearest" });
  }, [active]);

  function hearKey(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const index = active ? items.indexOf(active) : -1;
    const to = { ArrowDown: index + 1, ArrowUp: index - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) setActiveId(items[to % items.length]?.id ?? null);
    else if (event.key === "Enter") run(shownText === text ? active : makeGroups(context, tasks, text)[0]?.items[0]);
    else if (isPaletteKey(event)) onClose();
    else return;
    event.preventDefault();
  }

  return (
    <>
      <div className="flex items-center gap-3 border-b border-line ps-4 pe-2 has-[input:focus-visible]:border-focus md:pe-4">
        <Icon of={Search} className="size-4 text-ink-2" />
        <input
          ref={input}
          role="combobox"
          aria-label="Search or jump to"
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active?.id}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActiveId(null);
          }}
          onKeyDown={hearKey}
          maxLength={searchMaxLength}
          placeholder="Search or jump to…"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="go"
          dir="auto"
          className="min-h-13 min-w-0 grow bg-transparent text-base outline-none"
        />
        <IconButton icon={X} label="Close" onClick={onClose} className="md:hidden" />
      </div>
      <div
        id={listId}
        role="listbox"
        aria-label="Results"
        className="min-h-0 grow overflow-y-auto overscroll-contain p-2"
      >
        {groups.map(({ id, title, items }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the controls of a form
          <div key={id} role="group" aria-labelledby={id} className="pb-2">
            <div
              id={id}
              role="presentation"
              dir="auto"
              className="truncate px-3 pt-2 pb-1 text-meta font-medium text-ink-3"
            >
              {title}
            </div>
            {items.map((item) => (
              <ItemLine
                key={item.id}
                item={item}
                words={words}
                reader={context.reader}
                hasLetterKeys={context.settings.hasLetterKeys}
                isActive={item === active}
                onActive={setActiveId}
                onRun={run}
              />
            ))}
          </div>
        ))}
      </div>
      <Said groups={groups} hasText={words.length > 0} />
    </>
  );
}

/** How many lines there are, once typing pauses. */
function Said({ groups, hasText }: { groups: readonly Group[]; hasText: boolean }) {
  const tasks = groups.find(({ id }) => id === "palette-tasks");
  const others = groups.filter(({ id }) => id !== "palette-tasks" && id !== "palette-new");
  const isFound = tasks !== undefined || others.length > 0;
  const count = groups.reduce((sum, { items }) => sum + items.length, 0);
  const said = useSaid(!hasText ? "" : isFound ? `${count} results` : "Nothing found");
  return (
    <>
      {!isFound && hasText && (
        <p className="order-1 px-5 pt-4 text-small text-ink-2">No task, view or action has these words.</p>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}

/** The keys that open the palette close it too. */
const isPaletteKey = (event: KeyboardEvent): boolean =>
  findCommand("palette").keys?.includes(spellPress(readPress(event), isAppleDevice()) ?? "") ?? false;
