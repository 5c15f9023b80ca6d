import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { lockDirectory } from "./lock";

const makeDirectory = () => path.join(mkdtempSync(path.join(os.tmpdir(), "tend-lock-")), "postgres");

describe("a directory's lock", () => {
  it("refuses while its holder runs, and names it", () => {
    const directory = makeDirectory();
    const unlock = lockDirectory(directory);
    expect(() => lockDirectory(directory)).toThrow(`in use by process ${process.pid}`);
    unlock();
    expect(existsSync(`${directory}.lock`)).toBe(false);
  });

  it("is taken over from a process that is gone", async () => {
    const child = spawn(process.execPath, ["-e", "0"]);
    await new Promise((resolve) => child.once("exit", resolve));
    const directory = makeDirectory();
    writeFileSync(`${directory}.lock`, JSON.stringify({ pid: child.pid, startedAt: "1" }));
    lockDirectory(directory)();
  });

  it("is taken over from a process whose number another has since", () => {
    const directory = makeDirectory();
    writeFileSync(`${directory}.lock`, JSON.stringify({ pid: process.pid, startedAt: "1" }));
    lockDirectory(directory);
    expect(readFileSync(`${directory}.lock`, "utf8")).not.toContain('"startedAt":"1"');
  });

  it("is taken over when nobody can read it", () => {
    const directory = makeDirectory();
    for (const content of ["", "null", "not a lock", "{}"]) {
      writeFileSync(`${directory}.lock`, content);
      lockDirectory(directory)();
    }
  });
});
