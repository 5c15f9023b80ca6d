"use client";

/** What there is to say about this device and the server; nothing while all is well. */
export function SyncNotice({ className }: { className: string }) {
  return className && null;
}
