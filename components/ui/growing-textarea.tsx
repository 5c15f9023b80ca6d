import type { ComponentProps } from "react";

/** A textarea as high as its text: a copy of the text behind it makes the room. */
export function GrowingTextarea({ className = "", ...props }: ComponentProps<"textarea"> & { value: string }) {
  const box = `col-start-1 row-start-1 min-w-0 whitespace-pre-wrap ${className}`;
  return (
    <div className="grid">
      <div aria-hidden="true" className={`${box} invisible`}>
        {props.value}
        {/* A last empty line has a height only with something in it. */}
        {"\u200b"}
      </div>
      <textarea rows={1} dir="auto" className={`${box} resize-none overflow-hidden`} {...props} />
    </div>
  );
}
