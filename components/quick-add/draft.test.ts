import { expect, test } from "vitest";
import { emptyDraft, keepDraft, peekDraft, takeDraft } from "./draft";

test("what is left in fields that close comes back, the last first, each once", () => {
  keepDraft({ ...emptyDraft, text: "one" });
  keepDraft({ ...emptyDraft, text: "two" });
  expect(peekDraft()?.text).toBe("two");
  takeDraft();
  expect(peekDraft()?.text).toBe("one");
  takeDraft();
  expect(peekDraft()).toBeUndefined();
});

test("a blank field leaves nothing", () => {
  keepDraft({ ...emptyDraft, text: " \n" });
  expect(peekDraft()).toBeUndefined();
});
