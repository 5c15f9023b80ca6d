// Next's bundle and the front door's are two module graphs in one process; what must exist once hangs here.
const registryKey = Symbol.for("tend.once");

function getRegistry(): Map<string, unknown> {
  const known: unknown = Reflect.get(globalThis, registryKey);
  if (known instanceof Map) return known;
  const fresh = new Map<string, unknown>();
  Reflect.set(globalThis, registryKey, fresh);
  return fresh;
}

/** A function that makes its value at the first call and returns that one ever after, in the whole process. */
export function once<T>(name: string, make: () => T): () => T {
  return () => {
    const values = getRegistry();
    if (!values.has(name)) values.set(name, make());
    // The name is this function's own: only `make` ever writes it.
    return values.get(name) as T;
  };
}

/** Whether the value has been made. */
export function isMade(name: string): boolean {
  return getRegistry().has(name);
}

/** Forgets a value, so that the next call makes it again. */
export function forget(name: string): void {
  getRegistry().delete(name);
}
