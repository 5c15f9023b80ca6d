import { createHmac } from "node:crypto";
import { authSecret } from "@/lib/env";

/** A one-way name of a text, in base64url, that nobody can make without this deployment's secret. */
export function hashWithSecret(purpose: string, text: string): string {
  return createHmac("sha256", authSecret()).update(`${purpose}\0${text}`).digest("base64url");
}
