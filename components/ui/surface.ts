/** Darkens the page under what lies over it. */
export const scrimFillClass = "fixed inset-0 bg-[light-dark(rgb(40_20_0/0.28),rgb(0_0_0/0.55))]";

/** What lies under a dialog or a sheet. */
export const scrimClass = `${scrimFillClass} z-40 transition-opacity duration-150 data-starting-style:opacity-0`;

/** What lies over the page. */
const surfaceClass = "bg-card text-ink shadow-card outline-none border border-line forced-colors:border-[CanvasText]";

const sheetClass =
  "max-md:w-full max-md:max-w-none max-md:max-h-[92dvh] max-md:rounded-none max-md:rounded-t-2xl max-md:border-x-0 max-md:border-b-0 max-md:pt-5 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))] max-md:before:absolute max-md:before:top-2 max-md:before:start-1/2 max-md:before:-ms-4.5 max-md:before:h-1 max-md:before:w-9 max-md:before:rounded-full max-md:before:bg-control max-md:data-starting-style:translate-y-6";

/** A box at its anchor; on a phone a sheet at the foot of the screen. */
export const popupClass = `${surfaceClass} ${sheetClass} relative overflow-y-auto overscroll-contain rounded-xl transition-[opacity,transform] duration-120 data-starting-style:opacity-0 md:max-h-(--available-height) md:origin-(--transform-origin) md:data-starting-style:scale-98`;

/** Takes a box away from its anchor where it is a sheet. */
export const positionerClass =
  "z-50 outline-none max-md:fixed! max-md:inset-x-0! max-md:top-auto! max-md:bottom-0! max-md:w-full! max-md:max-w-none! max-md:transform-none! max-md:will-change-auto!";

/** Whether boxes are sheets now. */
export const hasSheets = (): boolean => matchMedia("(width < 48rem)").matches;

/** A box in the middle of the page; on a phone a sheet. */
export const dialogClass = `${surfaceClass} ${sheetClass} fixed z-50 overflow-y-auto overscroll-contain transition-[opacity,transform] duration-120 data-starting-style:opacity-0 max-md:inset-x-0 max-md:bottom-0 md:inset-0 md:m-auto md:h-fit md:max-h-[calc(100dvh-2rem)] md:w-[calc(100%-2rem)] md:rounded-2xl md:data-starting-style:scale-98`;
