const protocols: readonly string[] = ["http:", "https:", "mailto:"];

/** The address if following it can do no harm: of the web, of a mailbox, or relative; else undefined. */
export function toSafeUrl(url: string): string | undefined {
  try {
    // As the browser reads it, which forgives spaces, tabs and line feeds in a protocol.
    const { protocol } = new URL(url, "https://tend.invalid");
    return url !== "" && protocols.includes(protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}
