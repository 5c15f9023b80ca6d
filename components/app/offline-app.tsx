"use client";

import { useLayoutEffect, useState } from "react";
import { Mark } from "@/components/shell/mark";
import { MessagePage } from "@/components/shell/message-page";
import { readBrowser } from "@/components/shell/reader-cookies";
import { Button, buttonClass } from "@/components/ui/button";
import { useIsHydrated } from "@/components/ui/use-is-hydrated";
import { dateIn } from "@/lib/tasks/dates";
import { App } from "./app";
import { readDeviceUser } from "./device-user";
import { readSettings } from "./settings";
import { showTheme } from "./settings-context";
import { homePath, isAppPath } from "./views";

/** The app from what this device has stored, at the address that was asked for. */
export function OfflineApp() {
  return useIsHydrated() ? <DeviceApp /> : <Starting />;
}

/** The browser's part: the HTML was made before anybody asked for it. */
function DeviceApp() {
  const [user] = useState(readDeviceUser);
  const [settings] = useState(() => readSettings(documentCookies));
  useLayoutEffect(() => showTheme(settings.theme), [settings]);
  if (!user || !isAppPath(location.pathname)) return <Unreachable canOpen={user !== undefined} />;
  const reader = readBrowser();
  return (
    <App
      user={user}
      href={location.pathname + location.search}
      reader={reader}
      today={dateIn(reader.zone, new Date())}
      settings={settings}
    />
  );
}

const documentCookies = {
  get(name: string) {
    const pair = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
    if (pair === undefined) return undefined;
    try {
      return { value: decodeURIComponent(pair.slice(name.length + 1)) };
    } catch {
      // Another app of this host wrote it.
      return undefined;
    }
  },
};

/** Nothing for as long as a start should take. */
function Starting() {
  return (
    <main aria-busy="true" className="flex min-h-dvh animate-late items-center justify-center">
      <Mark />
    </main>
  );
}

function Unreachable({ canOpen }: { canOpen: boolean }) {
  return (
    <MessagePage
      title={navigator.onLine ? "Tend can't be reached" : "You are offline"}
      actions={
        <>
          <Button look="primary" onClick={() => location.reload()}>
            Try again
          </Button>
          {canOpen && (
            <a href={homePath} className={buttonClass("secondary")}>
              Open your tasks
            </a>
          )}
        </>
      }
    >
      <p>
        {canOpen
          ? "This page needs a network. Your tasks are on this device, and need none."
          : "Signing in needs a network. Once you have signed in on this device, Tend opens without one."}
      </p>
    </MessagePage>
  );
}
