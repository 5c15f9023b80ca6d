"use client";

import { usePlace } from "@/components/app/place";
import { useReader } from "@/components/app/reader";
import { useTaskCommands } from "@/components/app/task-commands";
import { useTasks } from "@/lib/store/use-store";
import { viewInbox } from "@/lib/tasks/views";

/** The screen that the address names. */
export function Screen() {
  const { view } = usePlace();
  const tasks = useTasks();
  const reader = useReader();
  const commands = useTaskCommands();
  return (
    <>
      <h1>{view}</h1>
      {viewInbox(tasks, { ...reader, now: "" }).sections.map(({ id, tasks }) => (
        <ul key={id}>
          {tasks.map((task) => (
            <li key={task.id}>
              <button type="button" onClick={() => commands.complete([task.id], true)}>
                {task.title}
              </button>
            </li>
          ))}
        </ul>
      ))}
    </>
  );
}
