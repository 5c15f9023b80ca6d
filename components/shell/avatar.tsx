/** The first letters of the first and the last word of a name. */
function readInitials(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return ends.map((word = "") => (Array.from(word)[0] ?? "").toLocaleUpperCase()).join("");
}

/** A person's initials on a round ground; the name stands beside it. */
export function Avatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="grid size-6 shrink-0 place-items-center rounded-full bg-accent text-[0.625rem] font-semibold text-on-accent forced-colors:border"
    >
      {readInitials(name)}
    </span>
  );
}
