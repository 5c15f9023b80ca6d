import { lazyPart } from "@/components/app/lazy-part";

/** A title edited in its row, which is a chunk of its own, here before any key is heard; until then, the title. */
export const TitleEditor = lazyPart(
  () => import("./title-editor").then((part) => part.TitleEditor),
  ({ task }) => (
    <span dir="auto" className="block min-h-6 text-title">
      {task.title}
    </span>
  ),
);
