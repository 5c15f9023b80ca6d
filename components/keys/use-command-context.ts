import { useMemo } from "react";
import { usePlace } from "@/components/app/place";
import { useReader } from "@/components/app/reader";
import { useSettings } from "@/components/app/settings-context";
import { useTaskCommands } from "@/components/app/task-commands";
import { useWorkspace } from "@/components/app/workspace";
import { useStore } from "@/lib/store/use-store";
import type { CommandContext } from "./command";

/** What commands are asked with. Store and workspace are read when a command is asked, and draw nothing again. */
export function useCommandContext(): CommandContext {
  const place = usePlace((place) => place);
  const reader = useReader();
  const workspace = useWorkspace();
  const commands = useTaskCommands();
  const store = useStore();
  const settings = useSettings();
  return useMemo(
    () => ({ place, reader, workspace, commands, store, ...settings }),
    [place, reader, workspace, commands, store, settings],
  );
}
