import { expect, it } from "vitest";
import { apiExample } from "@/components/site/api-example";
import { runQuickstart, runShell, toPattern } from "../quickstart";
import { callApi, launchTend, signUp } from "../tend";

it("docs/api-quickstart.md does what it says, command by command", async () => {
  const tend = await launchTend();
  await runQuickstart(tend.origin);
  await tend.stop();
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
