import { isDeepStrictEqual } from "node:util";
import type { Dataset } from "./database";
import { type OperationName, operations } from "./floor/plan";
import { requests } from "./record";
import type { Server } from "./servers";

// What two creations, and two completions, can't have in common.
const unrepeatable = ["id", "position", "revision", "completedAt", "createdAt", "updatedAt"];

/** Sees to it that servers of one dataset answer alike, or what is measured is not the same work. */
export async function assertEqualAnswers(
  servers: readonly Server[],
  { people }: Dataset,
  token: string,
): Promise<void> {
  const [first] = servers;
  const id = people[0]?.taskIds[1];
  if (!first || id === undefined) return;
  for (const name of operations) {
    const expected = await ask(first, name, id, token);
    for (const server of servers.slice(1)) {
      const given = await ask(server, name, id, token);
      if (!isDeepStrictEqual(given, expected)) {
        throw new Error(
          `${name}: ${server.kind} answers\n${JSON.stringify(given)}\nand ${first.kind}\n${JSON.stringify(expected)}`,
        );
      }
    }
  }
}

async function ask(server: Server, name: OperationName, id: string, token: string): Promise<unknown> {
  const { method } = requests[name];
  const body = { create: requests.create.body("Compared"), complete: requests.complete.body(true) };
  const response = await fetch(server.url + requests[name].path(id), {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(name === "create" || name === "complete" ? { body: JSON.stringify(body[name]) } : {}),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${server.kind} answers ${response.status} to ${name}: ${JSON.stringify(answer)}`);
  if (name === "list" || name === "get" || typeof answer !== "object" || answer === null) return answer;
  return Object.entries(answer).filter(([key]) => !unrepeatable.includes(key));
}
