-- Ends a statement, and the transaction around it, with a verdict that the API knows (db/refusal.ts).
create function refuse(sqlstate text, detail text) returns boolean language plpgsql as
$$ begin raise exception using errcode = sqlstate, message = 'refused', detail = detail; end $$;
--> statement-breakpoint
-- Text without case and accents, by Unicode's own tables and not by the server's locale.
create function fold(value text) returns text language sql immutable strict parallel safe as
$$ select lower(regexp_replace(normalize(value, NFKD), '[\u0300-\u036f]', '', 'g') collate "unicode") $$;
