import { expect, it } from "vitest";
import { getConnection } from "@/db/client";
import { advanceRevisions } from "@/db/restore";
import { createPerson, createTask, listAll } from "../api";
import { Follower, sortByRevision } from "../follower";

it("moves every revision on, so that who holds one from before starts again and has what there is", async () => {
  const [person, other] = [await createPerson(), await createPerson()];
  const task = await createTask(person, { title: "kept" });
  const gone = await createTask(person, { title: "gone" });
  await person.call("DELETE", `/api/tasks/${gone.id}?permanent=true`);
  const theirs = await createTask(other, { title: "another's" });
  const follower = new Follower(person, 7);
  await follower.readToEnd();
  const before = follower.since;

  const { database } = await getConnection();
  expect(await advanceRevisions(database, new Date())).toEqual({ people: 2, tasks: 2 });

  const stale = await person.call("GET", `/api/tasks/changes?since=${before}`);
  expect([stale.status, stale.json]).toMatchObject([410, { code: "resync_required" }]);
  const refused = await person.call("PATCH", `/api/tasks/${task.id}`, {
    body: { title: "by an ETag from before" },
    headers: { "If-Match": `"${task.revision}"` },
  });
  expect(refused.status).toBe(412);
  await follower.readToEnd();
  expect(sortByRevision([...follower.tasks.values()])).toEqual(sortByRevision(await listAll(person)));
  expect(follower.since).toBeGreaterThan(before);
  const [theirsNow] = await listAll(other);
  expect(theirsNow).toEqual({ ...theirs, revision: expect.any(Number) });
  const next = await createTask(person, { title: "next" });
  expect(next.revision).toBe(follower.since + 1);
});
