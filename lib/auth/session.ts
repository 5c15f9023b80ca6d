import { unavailable } from "@/db/errors";
import { watchOutage } from "@/db/usage";
import { getAuth } from "./server";

/** Who is signed in, as pages need it. */
export type SessionUser = { id: string; name: string; email: string };

/**
 * The user of the session cookie, or undefined. For pages only: the API never looks at a cookie.
 * @throws DatabaseError when the database is unavailable, for an outage must not look like a sign-out
 */
export async function getSessionUser(headers: Headers): Promise<SessionUser | undefined> {
  // A page can't set the cookie of a session that it prolongs; taking a token does both.
  const query = { disableRefresh: true };
  const { outcome, wasUnavailable } = await watchOutage(async () =>
    (await getAuth()).api.getSession({ headers, query }),
  );
  if (wasUnavailable) throw unavailable();
  if (outcome.status === "rejected") throw outcome.reason;
  const user = outcome.value?.user;
  return user && { id: user.id, name: user.name, email: user.email };
}
