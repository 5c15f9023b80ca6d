import { readFileSync } from "node:fs";
import { DockerfileParser } from "dockerfile-ast";

/** A stage of the Dockerfile: its instructions in order, each with what follows its name. */
export type Stage = { base: string; instructions: { name: string; text: string }[] };

export function readStages(): Stage[] {
  const stages: Stage[] = [];
  for (const instruction of DockerfileParser.parse(readFileSync("Dockerfile", "utf8")).getInstructions()) {
    const name = instruction.getKeyword();
    const text = instruction.getTextContent().slice(name.length).trim();
    if (name === "FROM") stages.push({ base: text.split(" ", 1)[0] ?? "", instructions: [] });
    else stages.at(-1)?.instructions.push({ name, text });
  }
  return stages;
}

/** What an image's stage runs: its environment, its command and its check, both as lists of arguments. */
export function readImage(stage: Stage): { env: Record<string, string>; command: string[]; check: string[] } {
  const last = (name: string) => stage.instructions.findLast((instruction) => instruction.name === name)?.text ?? "";
  const pairs = last("ENV")
    .split(" ")
    .map((pair) => pair.split("=", 2));
  return {
    env: Object.fromEntries(pairs),
    command: readList(last("CMD")),
    check: readList(last("HEALTHCHECK").replace(/^.*?CMD/s, "")),
  };
}

/** The exec form, which no shell reads. Throws a SyntaxError for the other one. */
function readList(text: string): string[] {
  const list: unknown = JSON.parse(text);
  return Array.isArray(list) ? list.map(String) : [];
}
