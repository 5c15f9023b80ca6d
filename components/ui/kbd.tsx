import { describeKeys, isAppleDevice } from "./keys";
import { useIsHydrated } from "./use-is-hydrated";

/** A key or chord (`Q`, `mod+K`) as this device writes it. Where there is only touch it is left out. */
export function Kbd({ keys, className = "" }: { keys: string; className?: string }) {
  const isHydrated = useIsHydrated();
  // What differs between keyboards keeps its place, and shows once it is known.
  const isUnsure = !isHydrated && keys.includes("+");
  return (
    <kbd
      className={`inline-grid h-5 min-w-5 shrink-0 place-items-center rounded border border-line px-1 font-sans text-[0.6875rem] leading-none text-ink-3 any-pointer-coarse:not-any-pointer-fine:hidden ${isUnsure ? "invisible" : ""} ${className}`}
    >
      {describeKeys(keys, isHydrated && isAppleDevice())}
    </kbd>
  );
}
