import { expect, test } from "vitest";
import { makeTask } from "@/test/command-context";
import { findTasks } from "./find-tasks";

const at = "2026-11-20T09:00:00.000Z";
const tasks = [
  makeTask("1", { title: "Rent, done", completedAt: at }),
  makeTask("2", { title: "Call", description: "about the rent" }),
  makeTask("3", { title: "Pay the rent" }),
  makeTask("4", { title: "Rent, gone", deletedAt: at }),
  makeTask("5", { title: "RENT a car" }),
  makeTask("6", { title: "Water the plants" }),
];

const find = (limit: number, ...words: string[]) => {
  const { tasks: found, total } = findTasks(tasks, words, limit);
  return [found.map(({ id }) => id).join(" "), total];
};

test("open tasks come first, and of those the ones that say it in their title", () => {
  expect(find(50, "rent")).toEqual(["3 5 2 1", 4]);
  expect(find(50, "the", "rent")).toEqual(["3 2", 2]);
  expect(find(50, "boat")).toEqual(["", 0]);
});

test("what is left out is counted", () => expect(find(2, "rent")).toEqual(["3 5", 4]));
