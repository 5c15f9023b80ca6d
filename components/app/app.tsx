"use client";

import { type ReactNode, useEffect, useState } from "react";
import { TaskPage } from "@/components/details/task-page";
import { TaskPanel } from "@/components/details/task-panel";
import { DragHandle, RowButtons } from "@/components/list/lazy-row-buttons";
import { TitleEditor } from "@/components/list/lazy-title-editor";
import { Screen } from "@/components/list/screen";
import { Frame } from "@/components/shell/frame";
import { createBrowserStore } from "@/lib/store/browser";
import type { Page } from "@/lib/store/store";
import { StoreProvider, useSyncStatus } from "@/lib/store/use-store";
import type { Reader } from "@/lib/tasks/dates";
import type { ViewCounts } from "@/lib/tasks/views";
import { keepDeviceUser, type User } from "./device-user";
import { lazyPart } from "./lazy-part";
import { Overlays } from "./overlays";
import { PlaceLater, PlaceProvider } from "./place";
import { ReaderProvider } from "./reader";
import type { Settings } from "./settings";
import { SettingsProvider } from "./settings-context";
import { createTaskCommands, TaskCommandsProvider } from "./task-commands";
import { TasksLater } from "./tasks-later";
import { UserProvider } from "./user";
import { createWorkspace, WorkspaceProvider } from "./workspace";

// Nobody presses a key before the first paint. What is typed right behind the key that opens a title belongs to that.
const Keyboard = lazyPart(async () => {
  const [{ Keyboard }] = await Promise.all([
    import("@/components/keys/keyboard"),
    TitleEditor.preload(),
    RowButtons.preload(),
    DragHandle.preload(),
  ]);
  return Keyboard;
});

/** What the server found for the first paint: the view's first rows, and how many tasks each view has. */
type FirstPage = Page & { counts: ViewCounts };

type AppProps = {
  user: User;
  /** The path and query that were asked for. */
  href: string;
  reader: Reader;
  /** The reader's calendar date when the page was made. */
  today: string;
  settings: Settings;
  /** Missing where the device starts from what it has stored. */
  page?: FirstPage;
  children?: ReactNode;
};

/** The signed-in app. It lives as long as its page: changing the view costs no request. */
export function App({ user, href, reader, today, settings, page, children }: AppProps) {
  const [{ store, workspace, commands }] = useState(() => {
    const store = createBrowserStore(user.id, page);
    const workspace = createWorkspace();
    return { store, workspace, commands: createTaskCommands(store, workspace) };
  });
  useEffect(() => {
    keepDeviceUser(user);
    store.start();
  }, [store, user]);
  return (
    <StoreProvider value={store}>
      <UserProvider value={user}>
        <SettingsProvider known={settings}>
          <ReaderProvider known={reader} today={today}>
            <PlaceProvider href={href}>
              <WorkspaceProvider value={workspace}>
                <TaskCommandsProvider value={commands}>
                  <Frame
                    counts={page?.counts}
                    panel={
                      <PlaceLater>
                        <TaskPanel />
                      </PlaceLater>
                    }
                  >
                    <PlaceLater>
                      <TaskPage>
                        <TasksLater>
                          <Screen />
                        </TasksLater>
                      </TaskPage>
                    </PlaceLater>
                  </Frame>
                  <Hands />
                  {children}
                </TaskCommandsProvider>
              </WorkspaceProvider>
            </PlaceProvider>
          </ReaderProvider>
        </SettingsProvider>
      </UserProvider>
    </StoreProvider>
  );
}

/** What acts on tasks beside the screens: nothing, once another tab has signed out. */
function Hands() {
  const isCleared = useSyncStatus(({ isCleared }) => isCleared);
  if (isCleared) return null;
  return (
    <>
      <Overlays />
      <Keyboard />
    </>
  );
}
