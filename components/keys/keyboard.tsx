"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { useWorkspaceState } from "@/components/app/workspace";
import { Kbd } from "@/components/ui/kbd";
import { isAppleDevice } from "@/components/ui/keys";
import { labelCommand } from "./command";
import { commandEntries, findCommand } from "./commands";
import { readFocus } from "./focus";
import { readPress } from "./key-press";
import { hearPress, hearsKeysMark } from "./keymap";
import { useCommandContext } from "./use-command-context";

const prefixMs = 1500;
const modifiers = ["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock"];

/** Hears the keys of the page, behind whatever has the focus. */
export function Keyboard() {
  const context = useCommandContext();
  const hasOverlay = useWorkspaceState(({ overlay }) => overlay !== null);
  const [prefix, setPrefix] = useState<string | null>(null);

  const hear = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229 || modifiers.includes(event.key)) return;
    setPrefix(null);
    const element = event.target instanceof Element ? event.target : null;
    const heard = hearPress(readPress(event), {
      isMac: isAppleDevice(),
      hasLetterKeys: context.settings.hasLetterKeys,
      focus: hasOverlay ? "overlay" : readFocus(element),
      prefix,
    });
    if (!heard) return;
    if ("prefix" in heard) {
      if (!event.repeat) setPrefix(heard.prefix);
      return;
    }
    const command = findCommand(heard.id);
    if (!command.isAvailable(context)) return;
    event.preventDefault();
    if (!event.repeat || command.repeats) command.run(context);
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent) => hear(event);
    window.addEventListener("keydown", listener);
    performance.mark(hearsKeysMark);
    return () => window.removeEventListener("keydown", listener);
  }, []);
  useEffect(() => {
    if (prefix === null) return;
    const timer = setTimeout(() => setPrefix(null), prefixMs);
    return () => clearTimeout(timer);
  }, [prefix]);

  return prefix && <PrefixHint prefix={prefix} />;
}

/** What may follow the key that was pressed. */
function PrefixHint({ prefix }: { prefix: string }) {
  const choices = commandEntries.flatMap(([id]) => {
    const keys = findCommand(id).keys?.find((spelling) => spelling.startsWith(`${prefix} `));
    return keys ? [{ id, key: keys.slice(prefix.length + 1), label: labelCommand(findCommand(id)) }] : [];
  });
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-20 z-40 mx-auto flex w-fit max-w-[calc(100vw-2rem)] animate-appear flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-line bg-card px-4 py-3 text-small shadow-card"
    >
      <span className="text-ink-2">
        <Kbd keys={prefix} /> Go to
      </span>
      {choices.map(({ id, key, label }) => (
        <span key={id} className="flex items-center gap-1.5">
          <Kbd keys={key} /> {label}
        </span>
      ))}
    </div>
  );
}
