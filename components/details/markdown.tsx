"use client";

import { type ComponentProps, createContext, useContext } from "react";
import ReactMarkdown, { type Components, type ExtraProps } from "react-markdown";
import remarkGfm from "remark-gfm";
import { toggleItem } from "@/lib/tasks/checklist";
import { toSafeUrl } from "./safe-url";

export type MarkdownProps = {
  source: string;
  /** The level that its headings have, which is one below that of the task's. */
  headingLevel: 2 | 3;
  /** Missing where nothing can be changed. */
  onChange?: ((source: string) => void) | undefined;
};

type ChecklistItem = { label: string; toggle: (() => void) | undefined };
type Node = NonNullable<ExtraProps["node"]>;
type Child = Node["children"][number];

const MarkdownContext = createContext<MarkdownProps>({ source: "", headingLevel: 3 });
const ItemContext = createContext<ChecklistItem | undefined>(undefined);
const LinkContext = createContext(false);

/** Markdown as a person reads it. There is no HTML in it, and nothing of it is loaded from anywhere. */
export function Markdown(props: MarkdownProps) {
  return (
    <MarkdownContext value={props}>
      <div className="flex flex-col gap-2.5">
        <ReactMarkdown remarkPlugins={plugins} components={components} urlTransform={toSafeUrl}>
          {props.source}
        </ReactMarkdown>
      </div>
    </MarkdownContext>
  );
}

const plugins = [remarkGfm];

function Heading({ node, ...props }: ComponentProps<"h3"> & ExtraProps) {
  const { headingLevel } = useContext(MarkdownContext);
  const Tag = headingLevel === 2 ? "h2" : "h3";
  const size = node?.tagName === "h1" || node?.tagName === "h2" ? "text-title" : "text-small";
  return <Tag dir="auto" className={`font-semibold text-ink ${size}`} {...props} />;
}

function Link({ node: _, href, children, ...props }: ComponentProps<"a"> & ExtraProps) {
  // What the transform refused, and what has no address at all, is text.
  if (!href) return <span>{children}</span>;
  const isHere = href.startsWith("#");
  return (
    <LinkContext value={true}>
      <a
        {...props}
        href={href}
        className="link"
        {...(!isHere && { rel: "noopener noreferrer nofollow", target: "_blank" })}
      >
        {children}
      </a>
    </LinkContext>
  );
}

/** Images of others are not loaded: whoever has them would learn who reads this, and when. */
function Image({ src, alt }: ComponentProps<"img"> & ExtraProps) {
  const isInLink = useContext(LinkContext);
  const address = typeof src === "string" ? src : "";
  const words = alt || address || "Image";
  return isInLink ? words : <Link href={address}>{words}</Link>;
}

function Item({ node, className = "", children, ...props }: ComponentProps<"li"> & ExtraProps) {
  const { source, onChange } = useContext(MarkdownContext);
  if (!node || !className.includes("task-list-item")) return <li {...props}>{children}</li>;
  const offset = node.position?.start.offset ?? 0;
  const toggled = toggleItem(source, offset);
  const toggle = onChange && toggled !== undefined ? () => onChange(toggled) : undefined;
  return (
    <ItemContext value={{ label: readLabel(node.children), toggle }}>
      <li className="relative -ms-5 list-none py-0.5 ps-7 pointer-coarse:py-2.5">{children}</li>
    </ItemContext>
  );
}

/** What an item says, without the list below it. */
function readLabel(children: readonly Child[]): string {
  const read = (child: Child): string => {
    if (child.type === "text") return child.value;
    return child.type === "element" && child.tagName !== "ul" && child.tagName !== "ol"
      ? child.children.map(read).join("")
      : "";
  };
  return children.map(read).join("").trim();
}

function Checkbox({ checked = false }: ComponentProps<"input"> & ExtraProps) {
  const item = useContext(ItemContext);
  return (
    <span className="absolute start-0 top-0 inline-grid size-6 place-items-center pointer-coarse:-start-2.5 pointer-coarse:size-11">
      <input
        type="checkbox"
        aria-label={item?.label || "Item"}
        checked={checked}
        disabled={!item?.toggle}
        onChange={() => item?.toggle?.()}
        className="peer absolute inset-0 m-0 appearance-none rounded-md enabled:cursor-pointer"
      />
      <span
        aria-hidden="true"
        className={`pointer-events-none grid size-4 place-items-center rounded-[0.3rem] ${
          checked
            ? "bg-ink-3 text-card forced-colors:bg-[CanvasText]"
            : "border-[1.25px] border-control peer-enabled:peer-hover:bg-hover"
        }`}
      >
        {checked && (
          <svg
            aria-hidden="true"
            viewBox="0 0 16 16"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            className="size-3"
          >
            <path d="m3.5 8.4 3 3 6-6.4" strokeLinecap="round" strokeLinejoin="round" />
          </svg>
        )}
      </span>
    </span>
  );
}

const components: Components = {
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
  a: Link,
  img: Image,
  li: Item,
  input: Checkbox,
  // A line break is one, as people write addresses.
  p: ({ node: _, ...props }) => <p dir="auto" className="whitespace-pre-line" {...props} />,
  ul: ({ node: _, className: __, ...props }) => (
    <ul dir="auto" className="flex list-disc flex-col gap-1 ps-5" {...props} />
  ),
  ol: ({ node: _, className: __, ...props }) => (
    <ol dir="auto" className="flex list-decimal flex-col gap-1 ps-5" {...props} />
  ),
  blockquote: ({ node: _, ...props }) => (
    <blockquote dir="auto" className="flex flex-col gap-2.5 border-s-2 border-control ps-3" {...props} />
  ),
  hr: () => <hr className="border-line" />,
  code: ({ node: _, ...props }) => <code className="rounded bg-hover px-1 py-0.5 font-mono text-[0.92em]" {...props} />,
  pre: ({ node: _, ...props }) => (
    <pre
      className="rounded-lg bg-hover px-3 py-2 whitespace-pre-wrap [&_code]:bg-transparent [&_code]:p-0"
      {...props}
    />
  ),
  table: ({ node: _, ...props }) => <table className="w-full border-collapse" {...props} />,
  th: ({ node: _, ...props }) => (
    <th dir="auto" className="border border-line px-2 py-1 text-start font-semibold text-ink" {...props} />
  ),
  td: ({ node: _, ...props }) => <td dir="auto" className="border border-line px-2 py-1" {...props} />,
};
