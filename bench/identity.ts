import type { Plan } from "./floor/plan";

/** What a deployment of the bench is: every server of Tend gets the same. */
export const origin = "http://bench.localhost";
export const secret = "a secret of the benchmark, 32 characters or more";

/** Makes this process a part of the deployment, before any module of Tend reads the environment. */
export function joinDeployment(databaseUrl: string): void {
  Object.assign(process.env, {
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    DATABASE_DRIVER: "pg",
    BETTER_AUTH_SECRET: secret,
    APP_ORIGIN: origin,
    API_RATE_LIMIT: "0",
    // This process only records; what is measured logs as in production.
    LOG_LEVEL: "error",
  });
}

/** A fresh token for each of the people, which lives for 15 minutes. */
export async function signTokens(ids: readonly string[]): Promise<string[]> {
  const { getAuth } = await import("@/lib/auth/server");
  const auth = await getAuth();
  const tokens: string[] = [];
  for (const sub of ids) {
    const { token } = await auth.api.signJWT({ body: { payload: { sub, iat: Math.floor(Date.now() / 1000) } } });
    tokens.push(token);
  }
  return tokens;
}

/** The deployment's public keys by their id. */
export async function readPublicKeys(): Promise<Plan["keys"]> {
  const { listOwnKeys } = await import("@/lib/auth/keys");
  const keys = await listOwnKeys();
  return Object.fromEntries(keys.map(({ id, publicKey }) => [id, JSON.parse(publicKey)]));
}
