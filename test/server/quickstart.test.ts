import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { apiExample } from "@/components/site/api-example";
import { callApi, launchTend, signUp } from "../tend";

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
function toPattern(expected: string): RegExp {
  const lines = expected.split("\n…\n").map((part) => part.split("…").map(quote).join(".*?"));
  return new RegExp(`^${lines.join("\n(?:[^\n]*\n)*?")}$`, "i");
}

/** Runs the commands in one shell and returns what each printed. */
async function runShell(commands: string[]): Promise<string[]> {
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

it("docs/api-quickstart.md does what it says, command by command", async () => {
  const steps = readSteps(readFileSync("docs/api-quickstart.md", "utf8"));
  expect(steps.length).toBeGreaterThan(12);
  const tend = await launchTend();
  const commands = steps.map(({ command }) => command.replace("http://localhost:3000", tend.origin));
  const outputs = await runShell(commands);
  await tend.stop();
  expect(outputs).toHaveLength(steps.length);
  for (const [index, { command, expected }] of steps.entries()) {
    expect(outputs[index], command).toMatch(toPattern(expected));
  }
});

it("the landing page's example of the API does what it says", async () => {
  const tend = await launchTend();
  const { token } = await signUp(tend.origin);
  const [create, change] = apiExample;
  const setUp = `TEND=${tend.origin} TOKEN=${token}; curl() { command curl -s "$@"; }`;
  const [, created = ""] = await runShell([setUp, create.command]);
  const { id } = JSON.parse(created).task;
  await callApi(tend, token, "PATCH", `/api/tasks/${id}/complete`);
  const [, refused] = await runShell([`${setUp}; ID=${id}`, change.command]);
  await tend.stop();
  expect(created).toMatch(toPattern(create.answer));
  expect(refused).toMatch(toPattern(change.answer));
});
