/** What keeps a field from being saved. The place is always there, so that what appears in it is read out. */
export function Problem({ id, words }: { id: string; words: string | undefined }) {
  return (
    <p id={id} aria-live="polite" className="text-meta text-high">
      {words}
    </p>
  );
}
