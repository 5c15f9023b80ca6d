"use client";

import { Download, Keyboard, LogOut } from "lucide-react";
import { type ReactNode, useId } from "react";
import { type Settings, themes } from "@/components/app/settings";
import { useSettings } from "@/components/app/settings-context";
import { useUser } from "@/components/app/user";
import { useWorkspace } from "@/components/app/workspace";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Segmented } from "@/components/ui/segmented";
import { Switch } from "@/components/ui/switch";
import { useSyncStatus } from "@/lib/store/use-store";
import { Avatar } from "./avatar";
import { useInstall } from "./install";
import { ScreenTitle } from "./screen-title";

const themeNames: Record<Settings["theme"], string> = { system: "System", light: "Light", dark: "Dark" };
const weekStartOptions = [
  { value: "", label: "Auto" },
  { value: "0", label: "Sunday" },
  { value: "1", label: "Monday" },
  { value: "6", label: "Saturday" },
] as const;
const weekStartOf = { "": null, "0": 0, "1": 1, "6": 6 } as const;

/** What a person chooses for this device, and who they are. */
export function SettingsScreen() {
  return (
    <>
      <ScreenTitle>Settings</ScreenTitle>
      <Looks />
      <Keys />
      <Device />
      <Account />
    </>
  );
}

function Looks() {
  const { settings, changeSettings } = useSettings();
  const { theme, weekStart } = settings;
  return (
    <Section title="Appearance">
      <Segmented
        label="Theme"
        options={themes.map((value) => ({ value, label: themeNames[value] }))}
        value={theme}
        onChange={(theme) => changeSettings({ theme })}
      />
      <Segmented
        label="The week starts on"
        options={weekStartOptions}
        value={weekStart === null ? "" : (`${weekStart}` as const)}
        onChange={(value) => changeSettings({ weekStart: weekStartOf[value] })}
      />
    </Section>
  );
}

function Keys() {
  const { settings, changeSettings } = useSettings();
  const workspace = useWorkspace();
  return (
    <Section title="Keyboard">
      <Switch
        label="Single-letter keys"
        description="Letters and digits alone act, as Q adds a task. Keys with ⌘ or Ctrl always do."
        isOn={settings.hasLetterKeys}
        onChange={(hasLetterKeys) => changeSettings({ hasLetterKeys })}
      />
      <Button onClick={() => workspace.set({ overlay: { name: "keys" } })}>
        <Icon of={Keyboard} />
        Show all shortcuts
      </Button>
    </Section>
  );
}

function Device() {
  const isDurable = useSyncStatus(({ isDurable }) => isDurable);
  const install = useInstall();
  return (
    <Section title="This device">
      <p className="text-small text-ink-2">
        {isDurable
          ? "Your tasks are kept on this device too, so that Tend works without a network. Signing out removes them."
          : "This browser keeps nothing between visits: what has not reached the server is lost when you close it."}
      </p>
      {install && (
        <Button onClick={install}>
          <Icon of={Download} />
          Install the app
        </Button>
      )}
    </Section>
  );
}

function Account() {
  const { name, email } = useUser();
  const workspace = useWorkspace();
  return (
    <Section title="Account">
      <div className="flex items-center gap-3">
        <Avatar name={name} />
        <div className="min-w-0">
          <p dir="auto">{name}</p>
          <p className="text-small text-ink-2">{email}</p>
        </div>
      </div>
      <Button onClick={() => workspace.set({ overlay: { name: "sign-out" } })}>
        <Icon of={LogOut} />
        Sign out
      </Button>
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mt-8">
      <h2 id={id} className="border-b border-line pb-2 text-small font-semibold">
        {title}
      </h2>
      <div className="mt-4 space-y-5">{children}</div>
    </section>
  );
}
