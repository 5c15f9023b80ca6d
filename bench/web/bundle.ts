import { gzipSync } from "node:zlib";
import type { Visitor } from "./account";
import { buildBarePage } from "./bare-page";
import { atMost, type Finding, type Section } from "./report";

type Page = { html: string; read: (url: string) => Promise<Buffer> };

const kilobyte = 1000;
const kilobytes = (bytes: number) => `${(bytes / kilobyte).toFixed(1)} KB`;

/** The addresses of the scripts that a browser of today loads with the page. */
function listScripts(html: string): string[] {
  const tags = Array.from(html.matchAll(/<script\b[^>]*>/g), ([tag]) => tag);
  const modern = tags.filter((tag) => !/\snomodule\b/i.test(tag));
  return [...new Set(modern.flatMap((tag) => /\ssrc="([^"]+)"/.exec(tag)?.[1] ?? []))];
}

async function weigh({ html, read }: Page): Promise<{ count: number; bytes: number }> {
  const scripts = await Promise.all(listScripts(html).map(read));
  if (scripts.length === 0) throw new Error("a page without scripts");
  return {
    count: scripts.length,
    bytes: scripts.reduce((total, script) => total + gzipSync(script, { level: 9 }).length, 0),
  };
}

async function fetchPage({ origin, cookie }: Visitor, path: string): Promise<Page> {
  const headers = { cookie };
  const answer = await fetch(origin + path, { headers, redirect: "error" });
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
  return {
    html: await answer.text(),
    async read(url) {
      const script = await fetch(new URL(url, origin));
      if (!script.ok) throw new Error(`${url} answers ${script.status}`);
      return Buffer.from(await script.arrayBuffer());
    },
  };
}

/** Weighs the scripts of a bare Next page and of ours. */
export async function measureBundle(nobody: Visitor, somebody: Visitor): Promise<Section> {
  const bare = await weigh(await buildBarePage());
  const findings: Finding[] = [
    { what: "a bare Next page", asked: "", measured: `${kilobytes(bare.bytes)} in ${bare.count} files`, isMet: null },
  ];
  for (const { what, visitor, path, limit } of [
    { what: "landing page", visitor: nobody, path: "/", limit: 140 },
    { what: "sign-in", visitor: nobody, path: "/sign-in", limit: 145 },
    { what: "signed-in app (`/today`)", visitor: somebody, path: "/today", limit: 180 },
  ]) {
    const { count, bytes } = await weigh(await fetchPage(visitor, path));
    const finding = atMost(what, limit * kilobyte, bytes, kilobytes);
    findings.push({ ...finding, measured: `${finding.measured} in ${count} files` });
  }
  return {
    title: "Scripts of the first load",
    findings,
    notes: ["Every script with an address in the HTML but those marked `nomodule`, `gzip -9`, 1 KB = 1,000 bytes."],
  };
}
