CREATE TABLE "user_storage" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"tasks" bigint DEFAULT 0 NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "user_storage" ADD CONSTRAINT "user_storage_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
-- What is there already counts.
INSERT INTO "user_storage" ("user_id", "tasks", "bytes")
SELECT "user_id", count(*), sum(octet_length("title") + octet_length("description")) FROM "task" GROUP BY "user_id";
