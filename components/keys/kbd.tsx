import { describeKeys, isAppleDevice } from "./spell-keys";

/** A key or chord as this device writes it. Only for what the server does not draw. */
export function Kbd({ keys, className = "" }: { keys: string; className?: string }) {
  return (
    <kbd
      className={`inline-grid h-5 min-w-5 shrink-0 place-items-center rounded border border-line px-1 font-sans text-[0.6875rem] leading-none text-ink-3 ${className}`}
    >
      {describeKeys(keys, isAppleDevice())}
    </kbd>
  );
}
