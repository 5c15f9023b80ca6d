import path from "node:path";
import { appOrigin, databaseDriver, env } from "@/lib/env";

/** What the server says when it is ready: where it is, where the data is, and how to use another database. */
export function formatBanner(port: number): string {
  const { HOST } = env();
  const local = `http://${formatHost(HOST)}:${port}`;
  const where = HOST === undefined ? "on every address of this machine" : `on ${HOST}`;
  const origin = appOrigin();
  const lines = [`Tend is ready at ${origin} (port ${port}, ${where}).`];
  if (origin !== local)
    lines.push(`Locally it answers at ${local}; pages and sign-in belong to ${origin} (APP_ORIGIN).`);
  lines.push(`Data: ${describeDatabase()}`);
  if (databaseDriver() === "pglite") lines.push("To use PostgreSQL or Neon instead, set DATABASE_URL.");
  return lines.join("\n");
}

function formatHost(host: string | undefined): string {
  if (host === undefined || host === "0.0.0.0" || host === "::" || host === "127.0.0.1" || host === "::1") {
    return "localhost";
  }
  return host.includes(":") ? `[${host}]` : host;
}

/** The database, without its credentials. */
export function describeDatabase(): string {
  const { DATABASE_URL, DATA_DIR } = env();
  if (databaseDriver() === "pglite") return `${path.resolve(DATA_DIR)} (embedded database)`;
  if (!DATABASE_URL) return "the PostgreSQL of the PG* variables, for there is no DATABASE_URL";
  try {
    const { hostname, port, pathname } = new URL(DATABASE_URL);
    return `database ${pathname.slice(1) || "(default)"} on ${hostname}${port && `:${port}`}`;
  } catch {
    return "the database of DATABASE_URL";
  }
}
