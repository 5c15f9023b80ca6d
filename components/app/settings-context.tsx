"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { keepCookies } from "@/components/shell/reader-cookies";
import { type Settings, writeSettings } from "./settings";

type SettingsValue = { settings: Settings; changeSettings(changes: Partial<Settings>): void };

const SettingsContext = createContext<SettingsValue | undefined>(undefined);

/** Gives the page a theme, as the server does in its HTML. */
export function showTheme(theme: Settings["theme"]): void {
  document.documentElement.classList.remove("light", "dark");
  if (theme !== "system") document.documentElement.classList.add(theme);
}

/** Holds the settings and keeps what is changed in cookies. */
export function SettingsProvider({ known, children }: { known: Settings; children: ReactNode }) {
  const [settings, setSettings] = useState(known);
  const changeSettings = useCallback(
    (changes: Partial<Settings>) => {
      const next = { ...settings, ...changes };
      setSettings(next);
      keepCookies(writeSettings(next));
      showTheme(next.theme);
    },
    [settings],
  );
  const value = useMemo(() => ({ settings, changeSettings }), [settings, changeSettings]);
  return <SettingsContext value={value}>{children}</SettingsContext>;
}

/** The settings of the provider above. */
export function useSettings(): SettingsValue {
  const value = useContext(SettingsContext);
  if (!value) throw new Error("there is no SettingsProvider above");
  return value;
}
