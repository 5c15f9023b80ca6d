/** Commands as a terminal shows them, with their answers. */
export function Console({ steps }: { steps: readonly { command: string; answer: string }[] }) {
  return (
    <pre className="rounded-xl border border-line bg-panel p-4 font-mono text-meta/6 whitespace-pre-wrap sm:p-5">
      {steps.map(({ command, answer }) => (
        <code key={command} className="block not-first:mt-5">
          <span aria-hidden="true" className="text-ink-3 select-none">
            ${" "}
          </span>
          {command}
          <span className="mt-1 block text-ink-2">{answer}</span>
        </code>
      ))}
    </pre>
  );
}
