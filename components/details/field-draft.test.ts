import { describe, expect, it } from "vitest";
import { createFieldDraft } from "./field-draft";

function start(stored = "Old") {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const writes: [text: string, seen: string][] = [];
  const draft = createFieldDraft({
    stored,
    tidy: (text) => text.trim(),
    check: (text) => (text === "" ? "empty" : text.length > 10 ? "too long" : undefined),
    isGivenUp: (text) => text === "",
    write: (text, seen) => void writes.push([text, seen]),
    setTimer(run, delayMs) {
      const timer = { at: now + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  });
  function pass(ms: number) {
    now += ms;
    const due = timers.filter(({ at }) => at <= now);
    timers = timers.filter(({ at }) => at > now);
    for (const { run } of due) run();
  }
  return { draft, writes, pass, countTimers: () => timers.length };
}

describe("a field that saves itself", () => {
  it("saves once, after the person has paused", () => {
    const { draft, writes, pass } = start();
    for (const text of ["N", "Ne", "New"]) {
      draft.type(text);
      pass(399);
    }
    expect(writes).toEqual([]);
    expect(draft.state()).toEqual({ text: "New", problem: undefined, isUnsaved: true });
    pass(1);
    expect(writes).toEqual([["New", "Old"]]);
    expect(draft.state().isUnsaved).toBe(false);
    pass(10_000);
    expect(writes).toHaveLength(1);
  });

  it("saves each pause over what it saved before", () => {
    const { draft, writes, pass } = start();
    draft.type("One");
    pass(400);
    draft.type("Two");
    pass(400);
    expect(writes).toEqual([
      ["One", "Old"],
      ["Two", "One"],
    ]);
  });

  it("saves at once when the field is left, and leaves no timer behind", () => {
    const { draft, writes, countTimers } = start();
    draft.type(" New ");
    draft.leave();
    expect(writes).toEqual([["New", "Old"]]);
    expect(draft.state().text).toBe("New");
    expect(countTimers()).toBe(0);
  });

  it("keeps a space that is being typed, and saves without it", () => {
    const { draft, writes, pass } = start();
    draft.type("New ");
    pass(400);
    draft.follow("New");
    expect(draft.state().text).toBe("New ");
    draft.type("New one");
    pass(400);
    expect(writes).toEqual([
      ["New", "Old"],
      ["New one", "New"],
    ]);
  });

  it("saves nothing where the text is again what it was", () => {
    const { draft, writes, pass } = start();
    draft.type("Olde");
    draft.type("Old");
    pass(1000);
    draft.leave();
    expect(writes).toEqual([]);
  });

  it("takes what comes from elsewhere", () => {
    const { draft, writes } = start();
    draft.follow("Theirs");
    draft.leave();
    expect(draft.state()).toEqual({ text: "Theirs", problem: undefined, isUnsaved: false });
    expect(writes).toEqual([]);
  });

  it("keeps unsaved text from what comes from elsewhere, and says what it was typed over", () => {
    const { draft, writes, pass } = start();
    draft.type("Mine");
    draft.follow("Theirs");
    expect(draft.state().text).toBe("Mine");
    pass(400);
    expect(writes).toEqual([["Mine", "Old"]]);
    draft.follow("Theirs");
    expect(draft.state().text).toBe("Theirs");
  });

  it("does not save an empty text, says so, and shows the old one when it is left", () => {
    const { draft, writes, pass } = start();
    draft.type("  ");
    expect(draft.state().problem).toBeUndefined();
    pass(400);
    expect(draft.state()).toEqual({ text: "  ", problem: "empty", isUnsaved: true });
    draft.leave();
    expect(draft.state()).toEqual({ text: "Old", problem: "empty", isUnsaved: false });
    draft.type("New");
    expect(draft.state().problem).toBeUndefined();
    pass(400);
    expect(writes).toEqual([["New", "Old"]]);
  });

  it("keeps a text that is too long, for whoever comes back to it", () => {
    const { draft, writes } = start();
    draft.type("much too long");
    draft.leave();
    expect(draft.state()).toEqual({ text: "much too long", problem: "too long", isUnsaved: true });
    expect(writes).toEqual([]);
    const unsaved = draft.unsaved();
    expect(unsaved).toEqual({ text: "much too long", seen: "Old" });
    const again = start("Theirs");
    if (unsaved) again.draft.resume(unsaved);
    expect(again.draft.state()).toMatchObject({ text: "much too long", isUnsaved: true });
    again.draft.type("short");
    again.draft.leave();
    expect(again.writes).toEqual([["short", "Old"]]);
    expect(again.draft.unsaved()).toBeUndefined();
  });
});
