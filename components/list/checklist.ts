const item = /^\s*(?:[-*+]|\d+[.)])\s+\[([ xX])\]\s/gm;

/** How much of a Markdown checklist is done; null for a text that has none. */
export function countChecklist(text: string): { done: number; total: number } | null {
  if (!text.includes("[")) return null;
  const boxes = Array.from(text.matchAll(item), ([, box]) => box);
  return boxes.length > 0 ? { done: boxes.filter((box) => box !== " ").length, total: boxes.length } : null;
}
