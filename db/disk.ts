import { statfs } from "node:fs/promises";
import { env } from "@/lib/env";

const megabyte = 2 ** 20;
const sayAgainMs = 600_000;

/** Bytes that may still be written in a folder. */
async function measureFree(folder: string): Promise<number> {
  const { bavail, bsize, blocks } = await statfs(folder);
  // File systems that don't count say that they have nothing at all.
  return blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize;
}

/** Says what is missing where writing `bytes` in a folder would leave less than must stay free, or nothing. */
async function explainFull(folder: string, bytes = 0): Promise<string | undefined> {
  const free = await measureFree(folder);
  const margin = env().DISK_MARGIN_MB * megabyte;
  if (free - bytes >= margin) return undefined;
  const inMegabytes = (size: number) => `${Math.floor(size / megabyte)} MB`;
  const wanted = bytes > 0 ? `${Math.ceil(bytes / megabyte)} MB more and ${inMegabytes(margin)}` : inMegabytes(margin);
  return `The disk of ${folder} is full: ${inMegabytes(free)} are free, ${wanted} must be. Make room, or give it a larger disk`;
}

/** Throws an Error for the operator where `bytes` more in a folder would leave less than must stay free. */
export async function requireRoom(folder: string, bytes = 0): Promise<void> {
  const reason = await explainFull(folder, bytes);
  if (reason) throw new Error(`${reason}.`);
}

/** A look at a folder's disk, which returns whether it is full and says so: when it comes, every ten minutes, and when it is over. */
export function watchDisk(folder: string): () => Promise<boolean> {
  let saidAt: number | undefined;
  return async () => {
    const reason = await explainFull(folder);
    if (reason && Date.now() - (saidAt ?? 0) >= sayAgainMs) {
      process.emitWarning(
        `${reason}: until then the embedded database is only read, and whoever writes is answered 503.`,
      );
      saidAt = Date.now();
    }
    if (!reason && saidAt !== undefined) {
      process.emitWarning(`The disk of ${folder} has room again: the embedded database is written to.`);
      saidAt = undefined;
    }
    return reason !== undefined;
  };
}
