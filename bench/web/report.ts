import os from "node:os";
import { table } from "../report";

/** One number and what is asked of it; `isMet` is null where nothing is. */
export type Finding = { what: string; asked: string; measured: string; isMet: boolean | null };

/** What a part of the bench has found, and Markdown that says how. */
export type Section = { title: string; findings: Finding[]; notes: string[] };

/** A finding that asks for at most so much. */
export function atMost(what: string, limit: number, value: number, write: (value: number) => string): Finding {
  return { what, asked: `≤ ${write(limit)}`, measured: write(value), isMet: value <= limit };
}

/** A finding that asks for at least so much. */
export function atLeast(what: string, limit: number, value: number, write: (value: number) => string): Finding {
  return { what, asked: `≥ ${write(limit)}`, measured: write(value), isMet: value >= limit };
}

const verdict = (isMet: boolean | null) => (isMet === null ? "" : isMet ? "met" : "**missed**");

function formatSection({ title, findings, notes }: Section): string {
  const rows = findings.map(({ what, asked, measured, isMet }) => [what, asked, measured, verdict(isMet)]);
  return [`### ${title}`, table(["", "asked", "measured", ""], rows), ...notes].join("\n\n");
}

/** The run as Markdown, for docs/performance.md. */
export function formatReport(sections: readonly Section[], command: string, browser: string): string {
  const [cpu] = os.cpus();
  const machine = `${os.cpus().length} cores (${cpu?.model.trim()}), ${Math.round(os.totalmem() / 2 ** 30)} GB`;
  const intro = [
    `Measured on ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC with \`${command}\`.`,
    `- Machine: ${machine}. Server, browser and bench share it; there is no GPU.\n- ${browser}, headless; Node ${process.version}; the production build on the embedded database.`,
  ];
  return `${[...intro, ...sections.map(formatSection)].join("\n\n")}\n`;
}
