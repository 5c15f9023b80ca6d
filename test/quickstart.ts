import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect } from "vitest";

type Step = { command: string; expected: string };

/** The commands of the console blocks, with what the document says that they print. */
function readSteps(markdown: string): Step[] {
  const blocks = [...markdown.matchAll(/```console\n([\s\S]*?)```/g)].map(([, block = ""]) => block);
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((step) => {
        const [command = "", ...output] = step.split("\n");
        return { command, expected: output.join("\n").trim() };
      }),
  );
}

const quote = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** `…` stands for anything, and a line of its own for any number of lines. */
export function toPattern(expected: string): RegExp {
  const lines = expected.split("\n…\n").map((part) => part.split("…").map(quote).join(".*?"));
  return new RegExp(`^${lines.join("\n(?:[^\n]*\n)*?")}$`, "i");
}

/** Runs the commands in one shell and returns what each printed. */
export async function runShell(commands: string[]): Promise<string[]> {
  const mark = "---- next ----";
  const shell = spawn("bash", ["-s"], { stdio: ["pipe", "pipe", "inherit"] });
  let output = "";
  shell.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  shell.stdin.end(commands.map((command) => `${command}\necho; echo '${mark}'\n`).join(""));
  await new Promise((resolve) => shell.once("close", resolve));
  return output
    .split(mark)
    .slice(0, -1)
    .map((part) => part.replaceAll("\r", "").trim());
}

/** Runs every command of docs/api-quickstart.md against a Tend, and expects of each what the document says. */
export async function runQuickstart(origin: string): Promise<void> {
  const steps = readSteps(readFileSync("docs/api-quickstart.md", "utf8"));
  expect(steps.length).toBeGreaterThan(12);
  const outputs = await runShell(steps.map(({ command }) => command.replace("http://localhost:3000", origin)));
  expect(outputs).toHaveLength(steps.length);
  for (const [index, { command, expected }] of steps.entries()) {
    expect(outputs[index], command).toMatch(toPattern(expected));
  }
}
