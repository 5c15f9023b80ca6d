import type { SVGProps } from "react";

// Drawn on a grid of 24 with a stroke of 1.75, after Lucide (ISC).
const shapes = {
  alert: "M12 8v5M12 16.5v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z",
  calendar: "M8 3v3M16 3v3M4 9.5h16M6 4.5h12a2 2 0 0 1 2 2V18a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6.5a2 2 0 0 1 2-2Z",
  clock: "M12 7.5V12l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z",
  eyeOff:
    "m3 3 18 18M10 5.7A9.7 9.7 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-2.4 3.2M6.6 7.3A16.7 16.7 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4-.9M9.9 9.9a3 3 0 0 0 4.2 4.2",
  flag: "M5 21V4.5S6 3.5 9 3.5s5 2 8 2c1.5 0 2.5-.5 2.5-.5v9.5s-1 .8-3 .8c-3 0-5-2-8-2-2.3 0-3.5 1-3.5 1",
  pencil: "M13.5 6.5l4 4M4 20l1-4.5L16.3 4.2a1.7 1.7 0 0 1 2.4 0l1.1 1.1a1.7 1.7 0 0 1 0 2.4L8.5 19 4 20Z",
  plus: "M12 5v14M5 12h14",
  restore: "M4 9h10.5a5.5 5.5 0 0 1 0 11H9M8 5 4 9l4 4",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM20 20l-4-4",
  trash:
    "M4 6.5h16M9 6.5V4.3a.8.8 0 0 1 .8-.8h4.4a.8.8 0 0 1 .8.8v2.2M6 6.5l.8 12.1a2 2 0 0 0 2 1.9h6.4a2 2 0 0 0 2-1.9L18 6.5M10 11v5M14 11v5",
} as const;

export type IconName = keyof typeof shapes;

/** A picture beside words; it says nothing by itself. */
export function Icon({ name, className = "size-4", ...props }: { name: IconName } & SVGProps<SVGSVGElement>) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`shrink-0 ${className}`}
      {...props}
    >
      <path d={shapes[name]} />
    </svg>
  );
}
