import type { ComponentProps } from "react";

const looks = {
  primary: "bg-accent text-on-accent font-semibold hover:brightness-95 aria-busy:brightness-90",
  secondary: "border border-control bg-card text-ink hover:bg-hover",
  quiet: "text-ink-2 hover:bg-hover hover:text-ink",
  quietDanger: "text-high hover:bg-hover",
  danger: "border border-high bg-card text-high hover:bg-hover",
} as const;

export type ButtonLook = keyof typeof looks;

/** The classes of a button, for links that look like one too. */
export function buttonClass(look: ButtonLook = "secondary"): string {
  return `inline-flex min-h-9 items-center justify-center gap-1.5 rounded-lg px-3 py-1 text-small font-medium transition-colors duration-100 pointer-coarse:min-h-11 pointer-coarse:px-4 forced-colors:border ${looks[look]}`;
}

export function Button({
  look,
  className = "",
  type = "button",
  ...props
}: ComponentProps<"button"> & { look?: ButtonLook }) {
  return <button type={type} className={`${buttonClass(look)} ${className}`} {...props} />;
}
