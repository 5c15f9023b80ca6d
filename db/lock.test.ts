import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { lockDirectory } from "./lock";

const makeDirectory = () => path.join(mkdtempSync(path.join(os.tmpdir(), "tend-lock-")), "postgres");

describe("a directory's lock", () => {
  it("refuses while its holder runs, and names it; given back, it can be taken again", () => {
    const directory = makeDirectory();
    const unlock = lockDirectory(directory);
    expect(() => lockDirectory(directory)).toThrow(`in use by process ${process.pid}`);
    unlock();
    lockDirectory(directory)();
  });

  it("is taken over from a process that is gone, or whose number another has since", () => {
    const gone = Number(execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" }));
    for (const pid of [gone, process.pid]) {
      const directory = makeDirectory();
      writeFileSync(`${directory}.lock.4`, JSON.stringify({ pid, startedAt: "1" }));
      const unlock = lockDirectory(directory);
      expect(JSON.parse(readFileSync(`${directory}.lock.5`, "utf8")).pid).toBe(process.pid);
      unlock();
    }
  });

  it("has one holder at a time, however many take it at once from one that crashed", async () => {
    const script = path.join(path.dirname(makeDirectory()), "contender.mjs");
    await build({
      entryPoints: ["db/lock.ts"],
      bundle: true,
      platform: "node",
      format: "esm",
      outfile: `${script}.lock.mjs`,
    });
    // Each takes the lock as often as it can, and marks the time that it holds it by a file that must not be there.
    writeFileSync(
      script,
      `import { lockDirectory } from ${JSON.stringify(`${script}.lock.mjs`)};
      import { rmSync, writeFileSync } from "node:fs";
      const directory = process.argv[2];
      let held = 0, clashes = 0;
      for (const end = Date.now() + 1500; Date.now() < end; ) {
        try {
          const unlock = lockDirectory(directory);
          held++;
          try { writeFileSync(directory + ".held", "", { flag: "wx" }); } catch { clashes++; }
          rmSync(directory + ".held", { force: true });
          unlock();
        } catch (error) { if (!/in use/.test(error.message)) throw error; }
      }
      console.log(JSON.stringify({ held, clashes }));`,
    );
    const directory = makeDirectory();
    writeFileSync(`${directory}.lock.1`, JSON.stringify({ pid: 2 ** 22 + 1, startedAt: "1" }));
    const contend = () =>
      new Promise<{ held: number; clashes: number }>((resolve, reject) => {
        const child = spawn(process.execPath, [script, directory], { stdio: ["ignore", "pipe", "inherit"] });
        let output = "";
        child.stdout.on("data", (text) => {
          output += text;
        });
        child.once("close", (code) => (code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`${code}`))));
      });
    const results = await Promise.all(Array.from({ length: 4 }, contend));
    expect(results.reduce((sum, { held }) => sum + held, 0)).toBeGreaterThan(4);
    expect(results.map(({ clashes }) => clashes)).toEqual([0, 0, 0, 0]);
  });
});
