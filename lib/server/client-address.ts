import type { IncomingMessage } from "node:http";
import { BlockList, isIP, SocketAddress } from "node:net";
import { doorAddressHeader } from "@/lib/env";

export type TrustedProxies = { isEmpty: boolean; has(address: string): boolean };

const familyOf = (address: string) => (isIP(address) === 6 ? "ipv6" : "ipv4");

/**
 * Reads TRUSTED_PROXIES: addresses and CIDR ranges.
 * @throws Error that names the entry that is neither
 */
export function parseTrustedProxies(entries: readonly string[]): TrustedProxies {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = "", prefix, ...more] = entry.split("/");
    const length = prefix === undefined ? (isIP(address) === 6 ? 128 : 32) : Number(prefix);
    const isValid = isIP(address) !== 0 && more.length === 0 && (prefix === undefined || /^\d{1,3}$/.test(prefix));
    if (!isValid || length > (isIP(address) === 6 ? 128 : 32)) {
      throw new Error(
        `The environment is not valid:\nTRUSTED_PROXIES has an entry that is no address or range: ${entry}`,
      );
    }
    list.addSubnet(address, length, familyOf(address));
  }
  return { isEmpty: entries.length === 0, has: (address) => list.check(address, familyOf(address)) };
}

const mappedPrefix = "::ffff:";

/** The usual text of an address; one of IPv4 that is mapped into IPv6 is IPv4. Undefined for what is no address. */
export function normalizeAddress(text: string): string | undefined {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const address = bare.split("%", 1)[0] ?? "";
  if (isIP(address) === 0) return undefined;
  return unmap(isIP(address) === 6 ? new SocketAddress({ address, family: "ipv6" }).address : address);
}

function unmap(address: string): string {
  return address.startsWith(mappedPrefix) && address.includes(".") ? address.slice(mappedPrefix.length) : address;
}

/**
 * The address of the client behind trusted proxies: the right-most entry of X-Forwarded-For that is not one of them.
 * An entry that is no address ends the chain: what stands left of it nobody vouches for.
 */
export function readForwardedFor(header: string, proxy: string, trusted: TrustedProxies): string {
  let client = proxy;
  for (const entry of header.split(",").reverse()) {
    const address = normalizeAddress(entry.trim());
    if (address === undefined) return client;
    client = address;
    if (!trusted.has(address)) return client;
  }
  return client;
}

// Names that begin with none of these letters are not looked at further.
const letterF = 0x66;
const letterX = 0x78;
const forwarding = /^(?:x-forwarded-.+|forwarded|x-real-ip|x-vercel-.+)$/;

/**
 * Writes the client's address into its header and drops what a caller may not say about itself.
 * @returns false when the connection has no address any more, so that there is nobody to answer
 */
export function writeClientAddress(request: IncomingMessage, trusted: TrustedProxies): boolean {
  const { remoteAddress } = request.socket;
  if (remoteAddress === undefined) return false;
  const peer = normalizeAddress(remoteAddress) ?? unmap(remoteAddress);
  const isProxied = !trusted.isEmpty && trusted.has(peer);
  const forwardedFor = isProxied ? request.headers["x-forwarded-for"] : undefined;
  const address = forwardedFor === undefined ? peer : readForwardedFor(String(forwardedFor), peer, trusted);
  dropHeaders(request, isProxied);
  // Next reads `headers`, the adapter both.
  request.headers[doorAddressHeader] = address;
  request.rawHeaders.push(doorAddressHeader, address);
  return true;
}

function dropHeaders(request: IncomingMessage, isProxied: boolean): void {
  const { headers, rawHeaders } = request;
  for (let index = rawHeaders.length - 2; index >= 0; index -= 2) {
    const rawName = rawHeaders[index] ?? "";
    const first = rawName.charCodeAt(0) | 0x20;
    if (first !== letterX && first !== letterF) continue;
    const name = rawName.toLowerCase();
    if (name !== doorAddressHeader && (isProxied || !forwarding.test(name))) continue;
    rawHeaders.splice(index, 2);
    delete headers[name];
  }
}
