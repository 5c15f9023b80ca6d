import { useEffect, useState } from "react";

const pauseMs = 500;

/** A text once it has stayed the same for a moment, so that a live region does not speak at every key. */
export function useSaid(text: string): string {
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return said;
}
