import type { TaskCreate } from "@/lib/contract/task";
import { createTasks, signUp, type Tend } from "../../test/tend";

/** Who opens a page: `cookie` is empty for somebody who is not signed in. */
export type Visitor = { origin: string; cookie: string };

const words = "review plan budget call write letter book order check paint fix read send sort pack".split(" ");
const priorities = ["none", "none", "none", "low", "medium", "high"] as const;

function dateAfter(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

function makeTask(index: number): TaskCreate {
  const pick = (step: number) => words[(index * step + step) % words.length] ?? "";
  // One in forty is due today or was before, a third in the coming two months, the others have no date.
  const days = index % 40 === 0 ? -(index % 3) : index % 3 === 1 ? 1 + (index % 60) : undefined;
  return {
    title: `${pick(1)} and ${pick(7)} number ${index}`,
    priority: priorities[index % priorities.length] ?? "none",
    ...(index % 5 === 0 && { description: `Ask about the ${pick(3)} first, and **then** the ${pick(4)}.` }),
    ...(days !== undefined && { dueDate: dateAfter(days) }),
    ...(days !== undefined && index % 4 === 0 && { dueTime: "09:30" }),
    ...(index % 10 === 9 && { completedAt: new Date(Date.now() - index * 60_000).toISOString() }),
  };
}

/** A new person with so many tasks, of which nine in ten are open. */
export async function makeVisitor(tend: Tend, taskCount: number): Promise<Visitor> {
  const { cookie, token } = await signUp(tend.origin);
  await createTasks(
    tend,
    token,
    Array.from({ length: taskCount }, (_, index) => makeTask(index)),
  );
  return { origin: tend.origin.replace("127.0.0.1", "localhost"), cookie };
}
