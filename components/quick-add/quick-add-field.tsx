import {
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from "react";
import type { QuickAddPart } from "@/lib/tasks/quick-add";
import { insertText } from "./insert-text";
import { joinLines, splitLines } from "./read-draft";
import { cutSegments } from "./text-range";

type QuickAddFieldProps = {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  parts: readonly QuickAddPart[];
  placeholder: string;
  describedBy: string;
  isInvalid: boolean;
  onText(text: string): void;
  onRefuse(part: QuickAddPart): void;
  onSubmit(options: { thenClose: boolean }): void;
  onFocus(): void;
};

// One box for the text and for the marks behind it, so that both wrap alike.
const layer =
  "col-start-1 row-start-1 min-w-0 whitespace-pre-wrap wrap-anywhere px-1 text-base/7 text-start [unicode-bidi:plaintext] [word-spacing:0.06em]";

/** A line of text that wraps. Words that were understood are marked by a copy of the text behind it. */
export function QuickAddField({ field, text, parts, onText, onRefuse, onSubmit, ...props }: QuickAddFieldProps) {
  const marks = useRef<HTMLDivElement>(null);
  const [isComposing, setComposing] = useState(false);
  const isMarked = parts.length > 0;
  useSoftKeys(field, {
    onEnter: () => onSubmit({ thenClose: false }),
    findPartBefore: (caret) => parts.find(({ end }) => end === caret),
    onRefuse,
  });

  function hearKey(event: KeyboardEvent) {
    if (event.key !== "Enter" || isFromInputMethod(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) onSubmit({ thenClose: event.metaKey || event.ctrlKey });
  }

  function refuseMarkAt({ clientX, clientY, currentTarget }: MouseEvent<HTMLTextAreaElement>) {
    if (currentTarget.selectionStart !== currentTarget.selectionEnd) return;
    const index = Array.from(marks.current?.querySelectorAll("[data-mark]") ?? []).findIndex((mark) =>
      Array.from(mark.getClientRects()).some(
        ({ left, right, top, bottom }) => clientX >= left && clientX <= right && clientY >= top && clientY <= bottom,
      ),
    );
    const part = parts[index];
    if (part) onRefuse(part);
  }

  return (
    <div className="-mx-1 max-h-[40dvh] overflow-y-auto">
      <div className="grid">
        <div
          ref={marks}
          aria-hidden="true"
          dir="auto"
          // Safari on iOS sets the text of a textarea three pixels in.
          className={`${layer} pointer-events-none supports-[-webkit-touch-callout:none]:px-[calc(--spacing(1)+3px)] ${isMarked ? "" : "invisible"}`}
        >
          {cutSegments(text, parts).map(({ start, text, part }) =>
            part ? (
              <span key={start} data-mark="" className={`${markClass} ${tints[toTint(part)]}`}>
                {text}
              </span>
            ) : (
              <span key={start}>{text}</span>
            ),
          )}
          {/* A last line without characters has no height. */}
          {"\u200b"}
        </div>
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          name="quick-add"
          aria-label="New task"
          aria-describedby={props.describedBy}
          aria-invalid={props.isInvalid || undefined}
          autoComplete="off"
          enterKeyHint="done"
          placeholder={props.placeholder}
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
          onKeyDown={hearKey}
          onPaste={pasteOneLine}
          onClick={refuseMarkAt}
          onFocus={props.onFocus}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          className={`${layer} resize-none overflow-hidden bg-transparent caret-accent-ink outline-none ${isMarked ? hiddenText : ""} ${isComposing ? shownText : ""}`}
        />
      </div>
    </div>
  );
}

// The copy behind shows the words, with their colours; an input method draws what it composes on the words themselves.
// Forced colours would put a plate under the words, and over the marks.
const hiddenText =
  "[-webkit-text-fill-color:transparent] forced-colors:caret-[CanvasText] forced-colors:[forced-color-adjust:none]";
const shownText = "pointer-fine:[-webkit-text-fill-color:currentcolor]";

const markClass =
  "rounded-[3px] box-decoration-clone bg-(--tint) shadow-[0_0_0_1.5px_var(--tint)] forced-colors:underline forced-colors:decoration-2";

const tints = {
  due: "text-accent-ink [--tint:var(--accent-soft)]",
  high: "text-high [--tint:color-mix(in_oklab,var(--high)_10%,var(--card))]",
  medium: "text-medium-ink [--tint:color-mix(in_oklab,var(--medium)_12%,var(--card))]",
  low: "text-low-ink [--tint:color-mix(in_oklab,var(--low)_10%,var(--card))]",
  none: "text-ink-2 [--tint:var(--hover)]",
} as const;

function toTint({ kind, value }: QuickAddPart): keyof typeof tints {
  if (kind !== "priority") return "due";
  return value === "high" || value === "medium" || value === "low" ? value : "none";
}

// In Safari the Enter that ends a composition comes after it, with this code.
const isFromInputMethod = ({ nativeEvent }: KeyboardEvent) => nativeEvent.isComposing || nativeEvent.keyCode === 229;

/** A copied line often ends with a line break, and text from elsewhere may hold characters that nothing shows. */
function pasteOneLine(event: ClipboardEvent<HTMLTextAreaElement>) {
  const pasted = event.clipboardData.getData("text/plain");
  if (splitLines(pasted).length > 1 || !/\p{Cc}/u.test(pasted)) return;
  event.preventDefault();
  insertText(event.currentTarget, joinLines(pasted));
}

type SoftKeys = {
  onEnter(): void;
  findPartBefore(caret: number): QuickAddPart | undefined;
  onRefuse(part: QuickAddPart): void;
};

/** Hears Enter and Backspace as edits, which keyboards on glass also tell; React has no such event. */
function useSoftKeys(field: RefObject<HTMLTextAreaElement | null>, { onEnter, findPartBefore, onRefuse }: SoftKeys) {
  const hear = useRef<(event: InputEvent) => void>(undefined);
  useEffect(() => {
    hear.current = (event) => {
      if (event.isComposing) return;
      if (event.inputType === "insertLineBreak" || event.inputType === "insertParagraph") {
        event.preventDefault();
        onEnter();
      }
      if (event.inputType !== "deleteContentBackward" || !field.current) return;
      const { selectionStart, selectionEnd } = field.current;
      const part = selectionStart === selectionEnd ? findPartBefore(selectionStart) : undefined;
      if (!part) return;
      event.preventDefault();
      onRefuse(part);
    };
  });
  useEffect(() => {
    const element = field.current;
    const listener = (event: InputEvent) => hear.current?.(event);
    element?.addEventListener("beforeinput", listener);
    return () => element?.removeEventListener("beforeinput", listener);
  }, [field]);
}
