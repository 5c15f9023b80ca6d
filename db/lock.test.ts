import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isLocked, lockDirectory } from "./lock";

const folder = mkdtempSync(path.join(os.tmpdir(), "tend-lock-"));
const bundle = path.resolve(`node_modules/.tend-lock-${process.pid}.mjs`);
let count = 0;
const makeDirectory = () => path.join(folder, String(++count), "postgres");

beforeAll(async () => {
  await build({
    entryPoints: ["db/lock.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    outfile: bundle,
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(bundle);
});

const takeAndKeep = `const { lockDirectory } = await import(process.argv[1]);
  await lockDirectory(process.argv[2]);
  console.log("taken by " + process.pid);
  setInterval(() => {}, 1000);`;

/** Starts a command that ends in Node's arguments, and resolves when it says that it has taken the directory. */
async function hold(directory: string, command: string[] = [process.execPath]): Promise<ChildProcess> {
  const [file = "", ...args] = command;
  const child = spawn(file, [...args, "--input-type=module", "-e", takeAndKeep, bundle, directory], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8");
  for await (const text of child.stdout.iterator({ destroyOnReturn: false })) {
    output += text;
    if (output.includes("taken by")) return child;
  }
  throw new Error(`The directory was not taken: ${output}`);
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

/** What starts a process with process ids of its own, as a container has, or nothing where that is not allowed. */
function findNamespaces(): string[] | undefined {
  const command = ["unshare", "--pid", "--fork", "--kill-child"];
  try {
    execFileSync(command[0] ?? "", [...command.slice(1), "true"]);
    return command;
  } catch {
    return undefined;
  }
}

describe("a directory's lock", () => {
  it("refuses while its holder has it, and names it; given back, it can be taken again", async () => {
    const directory = makeDirectory();
    const unlock = await lockDirectory(directory);
    await expect(lockDirectory(directory)).rejects.toThrow(`in use by process ${process.pid} on ${os.hostname()}`);
    expect(isLocked(directory)).toBe(true);
    unlock();
    expect(isLocked(directory)).toBe(false);
    (await lockDirectory(directory))();
  });

  it("refuses a process whose ids are of another namespace, and the other way round", async () => {
    const directory = makeDirectory();
    // Where there are no namespaces, another process alone, whose id is nobody's any more.
    const apart = findNamespaces() ?? [];
    const holder = await hold(directory, [...apart, process.execPath]);
    await expect(lockDirectory(directory)).rejects.toThrow("in use by process");
    await kill(holder);
    const unlock = await lockDirectory(directory);
    await expect(hold(directory, [...apart, process.execPath])).rejects.toThrow("not taken");
    unlock();
  });

  it("is free at once after a kill -9, though nobody has taken note of the death yet", async () => {
    const directory = makeDirectory();
    // A shell that never waits for its child leaves it a zombie.
    const parent = await hold(directory, [
      "sh",
      "-c",
      `"$@" & child=$!; read line; kill -9 $child; echo killed; exec sleep 60`,
      "sh",
      process.execPath,
    ]);
    await expect(lockDirectory(directory)).rejects.toThrow("in use by");
    parent.stdin?.write("\n");
    (await lockDirectory(directory))();
    await kill(parent);
  });

  it("stays with a holder that was suspended, so that there are no two when it wakes", async () => {
    const directory = makeDirectory();
    const holder = await hold(directory);
    holder.kill("SIGSTOP");
    await expect(lockDirectory(directory)).rejects.toThrow("in use by");
    holder.kill("SIGCONT");
    await expect(lockDirectory(directory)).rejects.toThrow("in use by");
    await kill(holder);
    (await lockDirectory(directory))();
  });

  it("has one holder at a time, however many take it at once from one that crashed", async () => {
    const directory = makeDirectory();
    await kill(await hold(directory));
    // Each takes the lock three times, and marks the time that it holds it by a file that must not be there.
    const script = `const { lockDirectory } = await import(process.argv[1]);
      const { rmSync, writeFileSync } = await import("node:fs");
      const directory = process.argv[2];
      let clashes = 0;
      for (let held = 0; held < 3; ) {
        try {
          const unlock = await lockDirectory(directory);
          held++;
          try { writeFileSync(directory + ".held", "", { flag: "wx" }); } catch { clashes++; }
          await new Promise((resolve) => setTimeout(resolve, 5));
          rmSync(directory + ".held", { force: true });
          unlock();
        } catch (error) { if (!/in use/.test(error.message)) throw error; }
      }
      process.exitCode = clashes;`;
    const contend = async () => {
      const child = spawn(process.execPath, ["--input-type=module", "-e", script, bundle, directory], {
        stdio: "inherit",
      });
      const [code] = await once(child, "exit");
      return code;
    };
    expect(await Promise.all(Array.from({ length: 4 }, contend))).toEqual([0, 0, 0, 0]);
  });
});
