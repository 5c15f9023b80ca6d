import type { BetterAuthOptions } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
// The same without Kysely, which Drizzle stands for here.
import { betterAuth } from "better-auth/minimal";
import { bearer, jwt } from "better-auth/plugins";
import type { Jwk } from "better-auth/plugins/jwt";
import { getConnection } from "@/db/client";
import type { SigningKey } from "@/db/keys";
import { account, jwks, rateLimit, session, user, verification } from "@/db/schema/auth";
import { passwordMaxLength, passwordMinLength, tokenLifetimeSeconds } from "@/lib/contract/limits";
import { appOrigin, authSecret, clientAddressHeader, trustedOrigins } from "@/lib/env";
import { logError } from "@/lib/log";
import { forget, once } from "@/lib/once";
import { askAlike } from "./ask-alike";
import { keepKey, keyKind, listOwnKeys } from "./keys";

// Its own listing stops at 100 rows, its own creation makes a key per first token, and one key that this secret
// can't decrypt fails every token: so the keys are ours to keep.
const toJwk = ({ id, publicKey, privateKey, createdAt, expiresAt, alg, crv }: SigningKey): Jwk => ({
  id,
  publicKey,
  privateKey,
  createdAt,
  expiresAt,
  alg,
  ...(crv && { crv }),
});

async function createAuth() {
  const { database } = await getConnection();
  const origin = appOrigin();
  const options = {
    appName: "Tend",
    baseURL: origin,
    basePath: "/api/auth",
    secret: authSecret(),
    trustedOrigins: trustedOrigins(),
    database: askAlike(
      drizzleAdapter(database, {
        provider: "pg",
        schema: { user, session, account, verification, rateLimit, jwks },
        transaction: false,
      }),
    ),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: passwordMinLength,
      maxPasswordLength: passwordMaxLength,
    },
    rateLimit: { enabled: true, storage: "database", window: 60, max: 100 },
    session: { expiresIn: 30 * 24 * 3600, updateAge: 24 * 3600 },
    advanced: {
      database: { generateId: "uuid" },
      ipAddress: { ipAddressHeaders: [clientAddressHeader()] },
      // Said aloud, for it leaves it out by itself under NODE_ENV=test.
      disableOriginCheck: false,
      // lib/api/same-origin.ts judges every call before it comes here; by itself it judges those with a cookie.
      disableCSRFCheck: true,
      useSecureCookies: origin.startsWith("https:"),
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/" },
    },
    plugins: [
      jwt({
        disableSettingJwtHeader: true,
        jwks: { keyPairConfig: keyKind },
        jwt: {
          issuer: origin,
          audience: origin,
          expirationTime: `${tokenLifetimeSeconds}s`,
          definePayload: () => ({}),
        },
        adapter: {
          getJwks: async () => (await listOwnKeys()).map(toJwk),
          createJwk: async (key) => toJwk(await keepKey(key)),
        },
      }),
      bearer({ requireSignature: true }),
    ],
    // Its messages carry what people typed, tokens included; ours says what failed and where. Messages without an error
    // are about refused requests; anyone could fill the log with them.
    onAPIError: { throw: true },
    logger: {
      level: "error",
      log: (_level, _message, ...details) => {
        for (const detail of details) if (detail instanceof Error) logError(detail);
      },
    },
    telemetry: { enabled: false },
  } satisfies BetterAuthOptions;
  return betterAuth(options);
}

const auth = once("auth", createAuth);

/** Better Auth, once per process. It needs the database's connection, so it may throw a DatabaseError. */
export async function getAuth() {
  try {
    return await auth();
  } catch (error) {
    forget("auth");
    throw error;
  }
}
