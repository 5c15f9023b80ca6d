-- Text as a search compares it; lib/tasks/fold.ts has the same tables and says what they are. The classes are the
-- regular expressions' own, so that nothing hangs on the server's locale or its version of Unicode.
create or replace function fold(value text) returns text language plpgsql immutable strict parallel safe as $$
begin
  if octet_length(value) > char_length(value) then
    if value ~ '[\u00a8\u00af\u00b4\u00b8\u02d8-\u02dd\u037a\u0384\u0385\u0897\u1ac0-\u1aff\u1c80-\u1cbf\u1fbd-\u1fc1\u1fcd-\u1fcf\u1fdd-\u1fdf\u1fed\u1fee\u1ffd\u1ffe\u2017\u203e\u2c2f\u2c5f\u309b\u309c\ua7b8-\ua7f6\ufc5e-\ufc63\ufe49-\ufe4c\ufe70-\ufe7f\uffe3\U00010000-\U000103ff\U00010500-\U0001d3ff\U0001d800-\U0001e8ff\U0001e960-\U0001efff\U0001fb00-\U0001ffff\U00040000-\U0010ffff]' then
      value := (
        select string_agg(
          case when piece[1] is null then piece[2] else lower(normalize(piece[1], NFKD) collate "unicode") end,
          '' order by place
        )
        from regexp_matches(value, '([^\u00a8\u00af\u00b4\u00b8\u02d8-\u02dd\u037a\u0384\u0385\u0897\u1ac0-\u1aff\u1c80-\u1cbf\u1fbd-\u1fc1\u1fcd-\u1fcf\u1fdd-\u1fdf\u1fed\u1fee\u1ffd\u1ffe\u2017\u203e\u2c2f\u2c5f\u309b\u309c\ua7b8-\ua7f6\ufc5e-\ufc63\ufe49-\ufe4c\ufe70-\ufe7f\uffe3\U00010000-\U000103ff\U00010500-\U0001d3ff\U0001d800-\U0001e8ff\U0001e960-\U0001efff\U0001fb00-\U0001ffff\U00040000-\U0010ffff]+)|([\u00a8\u00af\u00b4\u00b8\u02d8-\u02dd\u037a\u0384\u0385\u0897\u1ac0-\u1aff\u1c80-\u1cbf\u1fbd-\u1fc1\u1fcd-\u1fcf\u1fdd-\u1fdf\u1fed\u1fee\u1ffd\u1ffe\u2017\u203e\u2c2f\u2c5f\u309b\u309c\ua7b8-\ua7f6\ufc5e-\ufc63\ufe49-\ufe4c\ufe70-\ufe7f\uffe3\U00010000-\U000103ff\U00010500-\U0001d3ff\U0001d800-\U0001e8ff\U0001e960-\U0001efff\U0001fb00-\U0001ffff\U00040000-\U0010ffff]+)', 'g') with ordinality as pieces (piece, place)
      );
    else
      value := lower(normalize(value, NFKD) collate "unicode");
    end if;
    value := regexp_replace(value, '[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0711\u0730-\u074a\u0897-\u089f\u08ca-\u08ff\u115f\u1160\u17b4\u17b5\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u3164\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff0-\ufff8\U0001e944-\U0001e94a\U000e0000-\U000e0fff]+', '', 'g');
    value := replace(replace(replace(replace(value, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
    if value ~ '[\u1c90-\u1cbfđðøłħŧıŋĸƀɓƈɖɗɛəǝƒǥɠƙɨɲɔɵʉʋƴƶʒ\u03c2\u0671\u0649\u06cc\u06a9\u0629\u2018\u2019\u201a\u201b\u02bb\u02bc\u02bd\u02b9\u2032\u2035´\u1ffd\u1fbd\u1fbf\u2039\u203a\u055a\u05f3\ua78c\u201c\u201d\u201e\u201f«»\u05f4\u301d\u301e\u301f\u2010\u2011\u2012\u2013\u2212\u2043\u058a\u05be\u1806\u2044\u0085\u1680\u2028\u2029]' then
      value := translate(value,
        E'ᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿđðøłħŧıŋĸƀɓƈɖɗɛəǝƒǥɠƙɨɲɔɵʉʋƴƶʒ\u03c2\u0671\u0649\u06cc\u06a9\u0629\u2018\u2019\u201a\u201b\u02bb\u02bc\u02bd\u02b9\u2032\u2035´\u1ffd\u1fbd\u1fbf\u2039\u203a\u055a\u05f3\ua78c\u201c\u201d\u201e\u201f«»\u05f4\u301d\u301e\u301f\u2010\u2011\u2012\u2013\u2212\u2043\u058a\u05be\u1806\u2044\u0085\u1680\u2028\u2029',
        E'აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿddolhtinqbbcddeeefggkinoouvyzz\u03c3\u0627\u064a\u064a\u0643\u0647''''''''''''''''''''''''''''''''''''''""""""""""---------/    ');
    end if;
  else
    value := lower(value collate "C");
  end if;
  value := translate(value, E'\t\n\u000b\f\r', '     ');
  if strpos(value, '-') > 0 then
    value := regexp_replace(value, '([^ -])-|-(?=[^ -])', '\1', 'g');
  end if;
  return value;
end $$;
--> statement-breakpoint
-- Whoever replaces a function leaves what was computed with it: the column is made anew, in one pass over the table.
alter table "task" drop column "search";
--> statement-breakpoint
alter table "task" add column "search" text COLLATE "C" GENERATED ALWAYS AS (fold(title || ' ' || description)) STORED NOT NULL;
