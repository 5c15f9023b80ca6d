import { and, eq, notExists, sql } from "drizzle-orm";
import { defineStatement, run } from "./client";
import { account, user } from "./schema/auth";

const unfinishedStatement = defineStatement("user_delete_unfinished", (database) => {
  const accounts = database.select({ id: account.id }).from(account).where(eq(account.userId, user.id));
  return database
    .delete(user)
    .where(
      and(
        eq(user.email, sql.placeholder("email")),
        sql`${user.createdAt} < now() - interval '1 minute'`,
        notExists(accounts),
      ),
    )
    .returning({ id: user.id });
});

/**
 * Deletes a user of this e-mail who has no way to sign in, and says whether there was one. Better Auth makes the user
 * and the password in two statements; a database that goes away between them would lock the address out for good.
 */
export async function deleteUnfinishedUser(email: string): Promise<boolean> {
  return (await run(unfinishedStatement, { email: email.toLowerCase() })).length > 0;
}
