import { lazyPart } from "@/components/app/lazy-part";

const load = () => import("./row-buttons");

/** A row's buttons and its handle, which are a chunk of their own, here before any key is heard. */
export const RowButtons = lazyPart(() => load().then((part) => part.RowButtons));
export const DragHandle = lazyPart(() => load().then((part) => part.DragHandle));
