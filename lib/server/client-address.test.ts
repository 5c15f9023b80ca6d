import { expect, test } from "vitest";
import { normalizeAddress, parseTrustedProxies, readForwardedFor } from "./client-address";

const trusted = parseTrustedProxies(["10.0.0.0/8", "fd00::/8", "192.0.2.7"]);

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["1.1.1.1, 203.0.113.9", "203.0.113.9"],
  ["1.1.1.1, 203.0.113.9, 10.2.3.4", "203.0.113.9"],
  ["1.1.1.1,203.0.113.9 ,\t192.0.2.7,10.2.3.4", "203.0.113.9"],
  ["203.0.113.9, fd00::17", "203.0.113.9"],
  ["203.0.113.9, ::ffff:10.1.1.1", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["203.0.113.9:51234", "203.0.113.9"],
  ["[2001:DB8:0::1]:51234", "2001:db8::1"],
  ["10.9.9.9, 10.2.3.4", "10.9.9.9"],
  ["1.1.1.1, unknown, 10.2.3.4", "10.2.3.4"],
  ["unknown", "10.0.0.1"],
  ["1.1.1.1, ", "10.0.0.1"],
  ["", "10.0.0.1"],
])("behind 10.0.0.1, which says %j, the client is %s", (header, client) => {
  expect(readForwardedFor(header, "10.0.0.1", trusted)).toBe(client);
});

test.each([
  ["::ffff:127.0.0.1", "127.0.0.1"],
  ["::ffff:7f00:1", "127.0.0.1"],
  ["fe80::1%eth0", "fe80::1"],
  ["::1", "::1"],
  ["127.1", undefined],
  ["localhost", undefined],
])("%s is normalized to %s", (text, address) => expect(normalizeAddress(text)).toBe(address));

test.each(["10.0.0.0/33", "::1/129", "proxy.example", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0.0/-1"])(
  "TRUSTED_PROXIES may not hold %s",
  (entry) => expect(() => parseTrustedProxies([entry])).toThrow(entry),
);

test("nobody is trusted without TRUSTED_PROXIES", () => {
  const none = parseTrustedProxies([]);
  expect(none.isEmpty).toBe(true);
  expect(none.has("127.0.0.1")).toBe(false);
});
