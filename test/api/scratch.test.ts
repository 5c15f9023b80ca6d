import { it } from "vitest";
import { createPerson, createTask, signToken } from "../api";
import { dumpTasks, emptyDatabase, insertUser } from "../database";

it("scratch", async () => {
  const time = async (n: string, f: () => Promise<unknown>) => {
    const t = performance.now();
    for (let i = 0; i < 20; i++) await f();
    console.log(n, ((performance.now() - t) / 20).toFixed(2));
  };
  const p = await createPerson();
  await createTask(p);
  await time("insertUser", insertUser);
  await time("sign", () => signToken({ sub: p.id }));
  await time("createTask", () => createTask(p));
  await time("get", () => p.call("GET", "/api/tasks?limit=1"));
  await time("dump", () => dumpTasks());
  await time("empty", emptyDatabase);
});
