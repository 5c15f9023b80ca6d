import { Column, getTableName, is } from "drizzle-orm";
import type { SelectedFieldsOrdered } from "drizzle-orm/pg-core";

type Decode = (value: unknown) => unknown;
type Cell = { key: string; at: number; decode: Decode | undefined };
type Part = { name: string; table: string; cells: Cell[] };

/** How a column's value is read from the driver's; undefined where it is the same. */
function getDecoder(column: Column): Decode | undefined {
  // A custom column's own function; through the proxies of a subquery's columns every call costs several look-ups.
  const custom: unknown = Reflect.get(column, "mapFrom");
  if (typeof custom === "function") return (value) => custom(value);
  if (column.mapFromDriverValue === Column.prototype.mapFromDriverValue) return undefined;
  return (value) => column.mapFromDriverValue(value);
}

function planParts(fields: SelectedFieldsOrdered): Part[] | undefined {
  const parts = new Map<string, Part>();
  for (const [at, { path, field }] of fields.entries()) {
    const [name, key, ...deeper] = path;
    if (name === undefined || key === undefined || deeper.length > 0 || !is(field, Column)) return undefined;
    const part = parts.get(name) ?? { name, table: getTableName(field.table), cells: [] };
    part.cells.push({ key, at, decode: getDecoder(field) });
    parts.set(name, part);
  }
  return [...parts.values()];
}

/**
 * A function that makes a part's object of a row. It is written out and compiled, as zod does with its schemas: an
 * object literal is made several times faster than one whose keys come from a list.
 */
function compilePart({ cells }: Part): (row: readonly unknown[]) => unknown {
  const decoders = cells.map(({ decode }) => decode);
  const fields = cells.map(({ key, at, decode }, index) => {
    const value = decode ? `row[${at}] === null ? null : decoders[${index}](row[${at}])` : `row[${at}]`;
    return `${JSON.stringify(key)}: ${value}`;
  });
  const make = new Function("decoders", `return (row) => ({ ${fields.join(", ")} })`);
  return make(decoders);
}

/**
 * What Drizzle's mapper does with rows of columns, grouped one level deep, but with all that does not depend on the row
 * decided once instead of in every row. Undefined for other selections, which are left to it.
 * @param isOptional whether a table is on the optional side of a join; asked when there are rows
 */
export function compileRowMapper<Rows>(
  fields: SelectedFieldsOrdered,
  isOptional: (table: string) => boolean,
): ((rows: readonly unknown[][]) => Rows) | undefined {
  const parts = planParts(fields);
  if (!parts) return undefined;
  const readers = parts.map((part) => ({ name: part.name, read: compilePart(part) }));
  return (rows) => {
    // Drizzle's rule: what is joined on the optional side is not there when its first column is null.
    const nullWhen = parts.map(({ table, cells }) => (isOptional(table) ? cells[0]?.at : undefined));
    const objects = rows.map((row) => {
      const result: Record<string, unknown> = {};
      for (const [index, { name, read }] of readers.entries()) {
        const first = nullWhen[index];
        result[name] = first !== undefined && row[first] === null ? null : read(row);
      }
      return result;
    });
    return objects as Rows; // of the shape that Drizzle's own mapper gives the same fields
  };
}
