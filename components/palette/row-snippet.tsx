import { findSnippet } from "./find-snippet";
import { MarkedText } from "./marked-text";

/** What a description says around the words of a search, if it has any of them. The words are folded. */
export function RowSnippet({ description, words }: { description: string; words: readonly string[] }) {
  const snippet = findSnippet(description, words);
  if (snippet === null) return null;
  return (
    <p dir="auto" className="line-clamp-2 text-meta text-ink-2">
      <MarkedText text={snippet} words={words} />
    </p>
  );
}
