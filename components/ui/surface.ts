/** What lies under a dialog or a sheet. */
export const scrimClass =
  "fixed inset-0 z-40 bg-[light-dark(rgb(40_20_0/0.28),rgb(0_0_0/0.55))] transition-opacity duration-150 data-starting-style:opacity-0";

/** What lies over the page. */
const surfaceClass = "bg-card text-ink shadow-card outline-none border border-line forced-colors:border-[CanvasText]";

const sheetClass =
  "max-sm:w-full max-sm:max-w-none max-sm:max-h-[85dvh] max-sm:rounded-none max-sm:rounded-t-2xl max-sm:border-x-0 max-sm:border-b-0 max-sm:pt-5 max-sm:pb-[max(0.75rem,env(safe-area-inset-bottom))] max-sm:before:absolute max-sm:before:top-2 max-sm:before:start-1/2 max-sm:before:-ms-4.5 max-sm:before:h-1 max-sm:before:w-9 max-sm:before:rounded-full max-sm:before:bg-control max-sm:data-starting-style:translate-y-6";

/** A box at its anchor; on a phone a sheet at the foot of the screen. */
export const popupClass = `${surfaceClass} ${sheetClass} relative overflow-y-auto overscroll-contain rounded-xl transition-[opacity,transform] duration-120 data-starting-style:opacity-0 sm:max-h-(--available-height) sm:origin-(--transform-origin) sm:data-starting-style:scale-98`;

/** Takes a box away from its anchor where it is a sheet. */
export const positionerClass =
  "z-50 outline-none max-sm:fixed! max-sm:inset-x-0! max-sm:top-auto! max-sm:bottom-0! max-sm:w-full! max-sm:max-w-none! max-sm:transform-none!";

/** A box in the middle of the page; on a phone a sheet. */
export const dialogClass = `${surfaceClass} ${sheetClass} fixed z-50 overflow-y-auto overscroll-contain transition-[opacity,transform] duration-120 data-starting-style:opacity-0 max-sm:inset-x-0 max-sm:bottom-0 sm:inset-0 sm:m-auto sm:h-fit sm:max-h-[calc(100dvh-2rem)] sm:w-[calc(100%-2rem)] sm:rounded-2xl sm:data-starting-style:scale-98`;
