"use client";

import { useEffect } from "react";
import { navigate, usePlace } from "@/components/app/place";
import { useAddTask } from "./use-add-task";

/** Opens quick add where the address asks for it, as the installed app's shortcut does, and takes that out of it. */
export function useAskedAdd(): void {
  const addTask = useAddTask();
  const isAsked = usePlace(({ parameters }) => parameters.has("add"));
  useEffect(() => {
    if (!isAsked) return;
    const others = new URLSearchParams(location.search);
    others.delete("add");
    const query = others.toString();
    navigate(`${location.pathname}${query && `?${query}`}`, { replace: true });
    addTask();
  }, [isAsked, addTask]);
}
