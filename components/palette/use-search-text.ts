import { useEffect, useEffectEvent, useState } from "react";
import { settle } from "@/components/app/after-paint";
import { getPlace, navigate, usePlace } from "@/components/app/place";
import { writePlace } from "@/components/app/views";

// Safari refuses more than 100 changes of the address in 30 seconds.
const writeMs = 400;

/** What is typed into the search, kept in the address as `q`; and what the address says when it was changed elsewhere. */
export function useSearchText(): [text: string, setText: (text: string) => void] {
  const asked = usePlace(({ parameters }) => parameters.get("q") ?? "");
  const [{ text, known }, setState] = useState({ text: asked, known: asked });
  if (asked !== known) setState({ text: asked, known: asked });

  const write = useEffectEvent((text: string) => {
    const place = getPlace();
    // On the way to another view.
    if (place.view !== "search") return;
    const parameters = new URLSearchParams(place.parameters.toString());
    if (text.trim()) parameters.set("q", text);
    else parameters.delete("q");
    setState((state) => ({ ...state, known: parameters.get("q") ?? "" }));
    navigate(writePlace({ ...place, parameters }, place.taskId), { replace: true });
    // Else the address would say for a frame what it said before.
    settle();
  });
  useEffect(() => {
    if (text === known) return;
    const timer = setTimeout(() => write(text), writeMs);
    return () => clearTimeout(timer);
  }, [text, known]);

  return [text, (text) => setState((state) => ({ ...state, text }))];
}
