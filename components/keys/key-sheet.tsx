"use client";

import { PlaceLink } from "@/components/app/place";
import { useSettings } from "@/components/app/settings-context";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { isAppleDevice } from "@/components/ui/keys";
import { type Command, commandGroups, labelCommand } from "./command";
import { commandEntries } from "./commands";
import { isCharacterKey, localKeys } from "./key-press";

type Line = { id: string; group: Command["group"]; label: string; keys: readonly string[] };

// What the list and the fields hear themselves.
const others: readonly Line[] = [
  { id: "into", group: "List", label: "Into the row, and out of it", keys: ["ArrowRight", "ArrowLeft"] },
  { id: "ends", group: "List", label: "First or last task", keys: ["Home", "End"] },
  { id: "save", group: "App", label: "While typing: save and close", keys: ["mod+Enter"] },
];

/** Every key of the app, as this keyboard has them. */
export default function KeySheet({ onClose }: { onClose(): void }) {
  const { settings } = useSettings();
  const lines = listLines(isAppleDevice());
  return (
    <Dialog title="Keyboard shortcuts" hasCloseButton onClose={onClose} className="sm:max-w-3xl">
      <div className="px-5 pt-3 pb-6 max-sm:pb-2">
        {!settings.hasLetterKeys && (
          <p className="mb-3 rounded-lg bg-accent-soft px-3 py-2 text-small">
            Keys that are a single character are off. Switch them on in{" "}
            <PlaceLink href="/settings" onClick={onClose} className="link">
              Settings
            </PlaceLink>
            .
          </p>
        )}
        {/* Here the keys are what one came for, with or without a keyboard. */}
        <div className="columns-1 gap-8 sm:columns-2 [&_kbd]:inline-grid!">
          {commandGroups.map((group) => (
            <section key={group} aria-labelledby={`keys-${group}`} className="mb-5 break-inside-avoid">
              <h3 id={`keys-${group}`} className="mb-1 border-b border-line pb-1 text-small font-semibold text-ink-2">
                {group}
              </h3>
              <dl>
                {lines
                  .filter((line) => line.group === group)
                  .map((line) => (
                    <KeyLine key={line.id} line={line} hasLetterKeys={settings.hasLetterKeys} />
                  ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </Dialog>
  );
}

const listLines = (isApple: boolean): Line[] =>
  [
    ...commandEntries.map(([id, command]) => ({
      id,
      group: command.group,
      label: labelCommand(command),
      keys: localKeys(command.keys ?? [], isApple),
    })),
    ...others,
  ].filter(({ keys }) => keys.length > 0);

function KeyLine({ line: { label, keys }, hasLetterKeys }: { line: Line; hasLetterKeys: boolean }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-4 text-small">
      <dt>{label}</dt>
      <dd className="flex shrink-0 items-center gap-1.5 text-meta text-ink-3">
        {keys.map((key, index) => (
          <span key={key} className={`flex items-center gap-1 ${isOff(key, hasLetterKeys) ? "line-through" : ""}`}>
            {index > 0 && <span className="me-0.5">or</span>}
            <KeyRun keys={key} />
            {isOff(key, hasLetterKeys) && <span className="sr-only">(off)</span>}
          </span>
        ))}
      </dd>
    </div>
  );
}

const isOff = (key: string, hasLetterKeys: boolean) => !hasLetterKeys && isCharacterKey(key);

/** Keys that follow each other. */
const KeyRun = ({ keys }: { keys: string }) =>
  keys.split(" ").map((key, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same key may come twice
    <span key={index} className="contents">
      {index > 0 && "then "}
      <Kbd keys={key} />
    </span>
  ));
