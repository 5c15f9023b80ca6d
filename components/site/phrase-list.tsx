import { priorityFaces } from "@/components/ui/priority-faces";
import { type Phrase, phrases } from "./phrases";

/** Lines as people type them, and the tasks that they become. */
export function PhraseList() {
  return (
    <ul className="space-y-7 sm:space-y-5">
      {phrases.map((phrase) => (
        <li key={phrase.title} className="grid items-center gap-x-8 gap-y-3 sm:grid-cols-[minmax(0,1fr)_14rem]">
          <PhraseText pieces={phrase.pieces} />
          <PhraseTask {...phrase} />
        </li>
      ))}
    </ul>
  );
}

function PhraseText({ pieces }: Pick<Phrase, "pieces">) {
  return (
    <p className="rounded-xl border border-line bg-card px-4 py-3 text-base shadow-card">
      {pieces.map(({ text, isUnderstood }) =>
        isUnderstood ? (
          <mark
            key={text}
            className="rounded-md bg-accent-soft box-decoration-clone px-1 py-0.5 font-medium text-accent-ink"
          >
            {text}
          </mark>
        ) : (
          text
        ),
      )}
    </p>
  );
}

function PhraseTask({ title, due, priority = "none" }: Phrase) {
  const details = [due, priority !== "none" && `${priority} priority`].filter(Boolean).join(", ");
  return (
    <div className="flex gap-3">
      <span aria-hidden="true" className={`mt-0.5 size-5 shrink-0 rounded-full ${priorityFaces[priority].ring}`} />
      <div>
        <p className="text-title">{title}</p>
        <p className="text-meta text-ink-2">{details || "Quoted words stay as they are"}</p>
      </div>
    </div>
  );
}
