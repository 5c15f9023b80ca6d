import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const migrate = (address: string) =>
  spawnSync(process.execPath, ["node_modules/tsx/dist/cli.mjs", "scripts/migrate.ts"], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, NODE_ENV: "test", DATABASE_URL: address },
  });

test.each([
  [
    "can't be read",
    "postgres://tend:canary/4f1d9c@host/tend",
    /^The environment is not valid:\nDATABASE_URL must .+\n$/,
  ],
  ["can't be reached", "postgres://tend:canary@127.0.0.1:1/tend", /^connect ECONNREFUSED 127\.0\.0\.1:1\n$/],
])("migrating a database whose address %s ends with a line that does not hold its password", (_, address, line) => {
  const { status, stdout, stderr } = migrate(address);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(line);
});
