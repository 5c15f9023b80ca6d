CREATE TABLE "account" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" uuid NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "jwks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"public_key" text NOT NULL,
	"private_key" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"alg" text NOT NULL,
	"crv" text,
	"secret_id" text DEFAULT '' NOT NULL,
	"period" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "jwks_secret_id_period_unique" UNIQUE("secret_id","period")
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "rate_limit_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token" text NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_key" (
	"user_id" uuid NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"hash" text NOT NULL,
	"claim" uuid NOT NULL,
	"response" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_key_user_id_key_pk" PRIMARY KEY("user_id","key"),
	CONSTRAINT "idempotency_key_length" CHECK (char_length(key) between 1 and 255)
);
--> statement-breakpoint
CREATE TABLE "task" (
	"user_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"title" text COLLATE "unicode" NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"completed_at" timestamp (3) with time zone,
	"priority" smallint DEFAULT 0 NOT NULL,
	"due_date" date,
	"due_time" time (0),
	"position" text COLLATE "C" NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"revision" bigint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"search" text COLLATE "C" GENERATED ALWAYS AS (fold(title || ' ' || description)) STORED NOT NULL,
	CONSTRAINT "task_user_id_id_pk" PRIMARY KEY("user_id","id"),
	CONSTRAINT "task_title_length" CHECK (char_length(title) between 1 and 200),
	CONSTRAINT "task_description_length" CHECK (char_length(description) <= 10000),
	CONSTRAINT "task_priority_known" CHECK (priority between 0 and 3),
	CONSTRAINT "task_due_date_range" CHECK (due_date between '1900-01-01' and '9999-12-31'),
	CONSTRAINT "task_due_time_needs_date" CHECK (due_time is null or due_date is not null),
	CONSTRAINT "task_position_valid" CHECK (char_length(position) <= 128 and position ~ '^(?:a[0-9A-Za-z]{1}|b[0-9A-Za-z]{2}|c[0-9A-Za-z]{3}|d[0-9A-Za-z]{4}|e[0-9A-Za-z]{5}|f[0-9A-Za-z]{6}|g[0-9A-Za-z]{7}|h[0-9A-Za-z]{8}|i[0-9A-Za-z]{9}|j[0-9A-Za-z]{10}|k[0-9A-Za-z]{11}|l[0-9A-Za-z]{12}|m[0-9A-Za-z]{13}|n[0-9A-Za-z]{14}|o[0-9A-Za-z]{15}|p[0-9A-Za-z]{16}|q[0-9A-Za-z]{17}|r[0-9A-Za-z]{18}|s[0-9A-Za-z]{19}|t[0-9A-Za-z]{20}|u[0-9A-Za-z]{21}|v[0-9A-Za-z]{22}|w[0-9A-Za-z]{23}|x[0-9A-Za-z]{24}|y[0-9A-Za-z]{25}|z[0-9A-Za-z]{26}|Z[0-9A-Za-z]{1}|Y[0-9A-Za-z]{2}|X[0-9A-Za-z]{3}|W[0-9A-Za-z]{4}|V[0-9A-Za-z]{5}|U[0-9A-Za-z]{6}|T[0-9A-Za-z]{7}|S[0-9A-Za-z]{8}|R[0-9A-Za-z]{9}|Q[0-9A-Za-z]{10}|P[0-9A-Za-z]{11}|O[0-9A-Za-z]{12}|N[0-9A-Za-z]{13}|M[0-9A-Za-z]{14}|L[0-9A-Za-z]{15}|K[0-9A-Za-z]{16}|J[0-9A-Za-z]{17}|I[0-9A-Za-z]{18}|H[0-9A-Za-z]{19}|G[0-9A-Za-z]{20}|F[0-9A-Za-z]{21}|E[0-9A-Za-z]{22}|D[0-9A-Za-z]{23}|C[0-9A-Za-z]{24}|B[0-9A-Za-z]{25})(?:[0-9A-Za-z]*[1-9A-Za-z])?$'),
	CONSTRAINT "task_revision_positive" CHECK (revision > 0)
);
--> statement-breakpoint
CREATE TABLE "task_tombstone" (
	"user_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "task_tombstone_user_id_id_pk" PRIMARY KEY("user_id","id")
);
--> statement-breakpoint
CREATE TABLE "user_clock" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"revision" bigint NOT NULL,
	"horizon" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_tombstone" ADD CONSTRAINT "task_tombstone_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_clock" ADD CONSTRAINT "user_clock_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_user_id_index" ON "account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user_id_index" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verification_identifier_index" ON "verification" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "idempotency_key_created_idx" ON "idempotency_key" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "task_position_idx" ON "task" USING btree ("user_id","position","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "task_trash_idx" ON "task" USING btree ("user_id","position","id") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "task_due_idx" ON "task" USING btree ("user_id",(coalesce("due_date" + coalesce("due_time", time '23:59:59'), timestamp 'infinity')),"id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "task_revision_idx" ON "task" USING btree ("user_id","revision");--> statement-breakpoint
CREATE INDEX "task_tombstone_revision_idx" ON "task_tombstone" USING btree ("user_id","revision");