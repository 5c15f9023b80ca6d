import { Mark } from "@/components/shell/mark";

const links = [
  { href: "/docs", label: "API reference" },
  { href: "/docs/errors", label: "Errors" },
  { href: "/api/openapi.json", label: "OpenAPI" },
] as const;

/** The end of the pages that anyone may read. */
export function Footer() {
  return (
    <footer className="border-t border-line">
      <div className="mx-auto flex max-w-5xl flex-wrap items-center justify-between gap-x-8 gap-y-4 px-4 py-8 sm:px-6">
        <div className="flex items-center gap-4 text-small text-ink-3">
          <Mark />
          <span>MIT licensed</span>
        </div>
        <nav aria-label="More" className="-mx-2 flex flex-wrap text-small text-ink-2">
          {links.map(({ href, label }) => (
            <a
              key={href}
              href={href}
              className="inline-flex min-h-6 items-center rounded-md px-2 hover:text-ink hover:underline pointer-coarse:min-h-11"
            >
              {label}
            </a>
          ))}
        </nav>
      </div>
    </footer>
  );
}
