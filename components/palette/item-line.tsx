import { Circle, CircleCheck, Plus, Search } from "lucide-react";
import { memo } from "react";
import type { ReaderDay } from "@/components/app/reader";
import { findCommand } from "@/components/keys/commands";
import { isCharacterKey, localKeys } from "@/components/keys/key-press";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { isAppleDevice } from "@/components/ui/keys";
import { describeDue } from "@/lib/tasks/dates";
import { writeNumber } from "@/lib/tasks/formats";
import { commandIcons } from "./icons";
import type { Item } from "./make-groups";
import { MarkedText } from "./marked-text";

type LineProps = {
  item: Item;
  words: readonly string[];
  reader: ReaderDay;
  hasLetterKeys: boolean;
  isActive: boolean;
  onActive(id: string): void;
  onRun(item: Item): void;
};

/** A line of the palette. The field keeps the focus, so that it is an option that can't be tabbed to. */
export const ItemLine = memo(function ItemLine({ isActive, onActive, onRun, ...shown }: LineProps) {
  const { item } = shown;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the field names it by aria-activedescendant
    <div
      role="option"
      id={item.id}
      aria-selected={isActive}
      onMouseMove={() => onActive(item.id)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onRun(item)}
      className="flex min-h-9 cursor-pointer items-center gap-3 rounded-lg border-s-2 border-transparent px-3 py-1.5 text-title aria-selected:border-focus aria-selected:bg-selected pointer-coarse:min-h-11 forced-colors:aria-selected:outline-2"
    >
      <Content {...shown} />
    </div>
  );
});

type ContentProps = Pick<LineProps, "item" | "words" | "reader" | "hasLetterKeys">;

function Content({ item, words, reader, hasLetterKeys }: ContentProps) {
  switch (item.kind) {
    case "command": {
      const icon = commandIcons[item.command];
      const keys = localKeys(findCommand(item.command).keys ?? [], isAppleDevice());
      const shown = keys.find((key) => hasLetterKeys || !isCharacterKey(key));
      return (
        <>
          {icon && <Icon of={icon} className="size-4 text-ink-2" />}
          <span className="grow">{item.label}</span>
          {shown && <Kbd keys={shown} className="pointer-coarse:hidden" />}
        </>
      );
    }
    case "task":
      return <TaskContent task={item.task} words={words} reader={reader} />;
    case "add":
      return (
        <>
          <Icon of={Plus} className="size-4 text-accent-ink" />
          <span className="min-w-0 grow">
            Add task “<span dir="auto">{item.text}</span>”
          </span>
        </>
      );
    case "all":
      return (
        <>
          <Icon of={Search} className="size-4 text-ink-2" />
          <span className="grow">Show all {writeNumber(item.total)} in search</span>
        </>
      );
  }
}

type TaskContentProps = Pick<LineProps, "words" | "reader"> & { task: Extract<Item, { kind: "task" }>["task"] };

function TaskContent({ task, words, reader }: TaskContentProps) {
  const { dueDate, dueTime } = task;
  return (
    <>
      <Icon of={task.completed ? CircleCheck : Circle} className="size-4 self-start text-ink-3 [margin-block:0.2rem]" />
      <span dir="auto" className={`min-w-0 grow ${task.completed ? "text-ink-2 line-through" : ""}`}>
        <MarkedText text={task.title} words={words} />
      </span>
      {task.completed && <span className="sr-only">, done</span>}
      {dueDate !== null && !task.completed && (
        <span className="shrink-0 text-meta text-ink-2">
          {describeDue({ dueDate, dueTime }, reader.today, reader.locale)}
        </span>
      )}
    </>
  );
}
