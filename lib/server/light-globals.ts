import { getRequestListener } from "@hono/node-server";

// The adapter's own Request and Response cost much less than Node's, but it offers them only as replacements of the
// globals, where `instanceof` would fail for what fetch and Next make. So they are taken from there and put back, and the
// build gives them to our bundle alone.
const names = ["Request", "Response"] as const;
const natives = { Request: globalThis.Request, Response: globalThis.Response };
const descriptors = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
getRequestListener(() => undefined, { overrideGlobalObjects: true });
const light = { Request: globalThis.Request, Response: globalThis.Response };

for (const [index, name] of names.entries()) {
  const descriptor = descriptors[index];
  if (descriptor) Object.defineProperty(globalThis, name, descriptor);
  const native = natives[name];
  if (light[name] !== native) {
    Object.defineProperty(light[name], Symbol.hasInstance, { value: (value: unknown) => value instanceof native });
  }
}

export const { Request, Response } = light;
