import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import next from "next";
import { routes } from "#routes";
import { closeDatabase, getConnection } from "@/db/client";
import { migrationsFolder } from "@/db/migrations";
import { sweep } from "@/db/sweep";
import { authSecret, env } from "@/lib/env";
import { getTracing } from "@/lib/tracing";
import { loadAssets } from "./assets";
import { describeDatabase, formatBanner } from "./banner";
import { parseTrustedProxies } from "./client-address";
import { createFrontDoor, listen, reservePort } from "./http-server";
import { closeOnExit, explainStartError, logUncaught } from "./lifecycle";
import { createListener, type ListenerOptions } from "./listener";
import { repeatHourly } from "./repeat-hourly";

const sweepLimitMs = 60_000;

/** Opens the database, migrates it, and serves. Throws an Error whose message is for the operator. */
export async function start(): Promise<void> {
  const { PORT, HOST, TRUSTED_PROXIES, DRAIN_SECONDS } = env();
  closeOnExit(() => getTracing()?.stop());
  // Made on the first start, and known to be there before anybody signs in.
  authSecret();
  const trustedProxies = parseTrustedProxies(TRUSTED_PROXIES);
  await reservePort(PORT, HOST);
  const [fallback] = await Promise.all([prepareNext(PORT), openDatabase()]);
  const sendAsset = loadAssets(path.resolve("dist/assets"));
  const door = createFrontDoor(createListener({ routes, trustedProxies, sendAsset, fallback }));
  closeOnExit(door.close);
  closeOnExit(() => door.drain(DRAIN_SECONDS));
  const port = await listen(door.server, PORT, HOST);
  closeOnExit(repeatHourly("sweep", () => sweep(new Date(), sweepLimitMs)));
  closeOnExit(repeatHourly("snapshot", async () => (await getConnection()).snapshot?.()));
  console.log(formatBanner(port));
}

async function openDatabase(): Promise<void> {
  closeOnExit(closeDatabase);
  try {
    const connection = await getConnection();
    await connection.migrate(migrationsFolder());
  } catch (error) {
    throw new Error(`The database can't be used: ${describeDatabase()}\n${explainStartError(error)}`);
  }
}

async function prepareNext(port: number): Promise<ListenerOptions["fallback"]> {
  // As Next's own standalone server does: the configuration that was built, for to read next.config.ts takes the compiler.
  const { config } = JSON.parse(readFileSync(".next/required-server-files.json", "utf8"));
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
  // A server of its own that never listens: Next would take upgrades on ours, and leave them without an answer.
  const app = next({ dev: false, dir: process.cwd(), hostname: "localhost", port, httpServer: createServer() });
  await app.prepare();
  logUncaught();
  return app.getRequestHandler();
}
