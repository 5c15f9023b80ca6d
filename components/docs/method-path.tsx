const colors: Record<string, string> = { GET: "text-low-ink", POST: "text-done", DELETE: "text-high" };

/** A method and its path, as a program writes them. */
export function MethodPath({ method, path }: { method: string; path: string }) {
  return (
    <code className="font-mono text-small">
      <span className={`font-semibold ${colors[method] ?? "text-medium-ink"}`}>{method}</span> {path}
    </code>
  );
}
