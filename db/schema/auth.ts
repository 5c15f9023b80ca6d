import { bigint, boolean, index, integer, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";

// Better Auth's tables: it names the fields, we the columns. Its ids are uuids that the database makes.
const id = () => uuid().primaryKey().defaultRandom();
const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const user = pgTable("user", {
  id: id(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean("email_verified").notNull().default(false),
  image: text(),
  createdAt: moment("created_at").notNull().defaultNow(),
  updatedAt: moment("updated_at").notNull().defaultNow(),
});

const userId = () =>
  uuid("user_id")
    .notNull()
    .references(() => user.id, { onDelete: "cascade" });

export const session = pgTable(
  "session",
  {
    id: id(),
    token: text().notNull().unique(),
    userId: userId(),
    expiresAt: moment("expires_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    createdAt: moment("created_at").notNull().defaultNow(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  // A person's sessions, to list and to revoke them.
  (table) => [index().on(table.userId)],
);

export const account = pgTable(
  "account",
  {
    id: id(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId: userId(),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: moment("access_token_expires_at"),
    refreshTokenExpiresAt: moment("refresh_token_expires_at"),
    scope: text(),
    password: text(),
    createdAt: moment("created_at").notNull().defaultNow(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  // Sign-in reads a person's accounts.
  (table) => [index().on(table.userId)],
);

export const verification = pgTable(
  "verification",
  {
    id: id(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: moment("expires_at").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  // Looked up by what was sent.
  (table) => [index().on(table.identifier)],
);

export const rateLimit = pgTable("rate_limit", {
  id: id(),
  key: text().notNull().unique(),
  count: integer().notNull(),
  lastRequest: bigint("last_request", { mode: "number" }).notNull(),
});

/** Ours: how often signing in has failed, by what it is counted under. It is nobody's, for the address may be nobody's. */
export const signInFailure = pgTable("sign_in_failure", {
  /** A keyed hash of a network, an address, or a browser that an address has signed in with. */
  key: text().primaryKey(),
  count: integer().notNull(),
  /** When it is counted from zero again. */
  expiresAt: moment("expires_at").notNull(),
});

export const jwks = pgTable(
  "jwks",
  {
    id: id(),
    publicKey: text("public_key").notNull(),
    privateKey: text("private_key").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    expiresAt: moment("expires_at").notNull(),
    alg: text({ enum: ["EdDSA"] }).notNull(),
    crv: text({ enum: ["Ed25519"] }),
    // Better Auth insists that it could write a row by itself; one without a secret is nobody's.
    /** Which secret encrypts the private key: a one-way fingerprint of it. */
    secretId: text("secret_id").notNull().default(""),
    /** The rotation period that the key signs in, counted from 1970. */
    period: integer().notNull().default(0),
  },
  // One key per secret and period, however many first tokens are asked for at once.
  (table) => [unique().on(table.secretId, table.period)],
);
