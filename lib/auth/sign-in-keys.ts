import { normalizeIP } from "@better-auth/core/utils/ip";
import type { FailureKeys } from "@/db/sign-in-failures";
import { clientAddressHeader } from "@/lib/env";
import { hashWithSecret } from "./keyed-hash";
import { findKnownBrowser } from "./known-browser";

const toKey = (kind: string, text: string) => `${kind}:${hashWithSecret(`sign-in ${kind}`, text)}`;

/**
 * What a try to sign in is counted under: its network, which is an address of IPv4 or a /64 of IPv6, and the e-mail. A
 * browser that has signed in with this e-mail before is counted by itself, so that strangers don't lock it out.
 */
export function getFailureKeys(headers: Headers, email: string): FailureKeys {
  const browser = findKnownBrowser(headers, email);
  if (browser !== undefined) return { first: toKey("browser", `${browser}\0${email.toLowerCase()}`), second: null };
  const network = normalizeIP(headers.get(clientAddressHeader()) ?? "", { ipv6Subnet: 64 });
  return { first: toKey("network", network), second: toKey("person", email.toLowerCase()) };
}
