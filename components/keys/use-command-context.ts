import { usePlace } from "@/components/app/place";
import { useReader } from "@/components/app/reader";
import { useSettings } from "@/components/app/settings-context";
import { useTaskCommands } from "@/components/app/task-commands";
import { useWorkspace } from "@/components/app/workspace";
import { useStore } from "@/lib/store/use-store";
import type { CommandContext } from "./command";

/** What commands are asked with. Store and workspace are read when it is asked: they draw nothing again. */
export function useCommandContext(): CommandContext {
  const [place, reader, workspace, commands, store] = [
    usePlace(),
    useReader(),
    useWorkspace(),
    useTaskCommands(),
    useStore(),
  ];
  return { place, reader, workspace, commands, store, ...useSettings() };
}
