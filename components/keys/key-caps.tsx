import { readIsMac, spellKeys } from "./spell-keys";

/** A key as the command table spells it, drawn as the caps to press. Only for what the server does not draw. */
export function KeyCaps({ of: spelling }: { of: string }) {
  return (
    <span className="inline-flex gap-1">
      {spellKeys(spelling, readIsMac()).map((cap) => (
        <kbd
          key={cap}
          className="grid min-w-5 place-items-center rounded border border-line bg-paper px-1 font-sans text-meta text-ink-2"
        >
          {cap}
        </kbd>
      ))}
    </span>
  );
}
