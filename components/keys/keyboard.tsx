"use client";

/** Hears the keys of the page. */
export function Keyboard() {
  return null;
}
