import { Client } from "pg";
import { z } from "zod";
import type { Dataset } from "./database";
import type { Parameter, RecordedStatement } from "./floor/plan";
import { median } from "./statistics";

const runs = 51;

/** What PostgreSQL alone spends on a statement: milliseconds, and pages touched. */
export type SqlCost = { execution: number; buffers: number };

/** The median execution time of a statement that reads, by EXPLAIN ANALYZE, for the dataset's first person. */
export async function explainRead(statement: RecordedStatement, { url, people }: Dataset): Promise<SqlCost> {
  const [person] = people;
  const values = statement.parameters.map((parameter) => fill(parameter, person?.id, person?.taskIds[0]));
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const costs: SqlCost[] = [];
    for (let run = 0; run < runs; run++) {
      const { rows } = await client.query<{ "QUERY PLAN": unknown }>(
        `explain (analyze, buffers, timing off, format json) ${statement.text}`,
        values,
      );
      costs.push(readCost(rows[0]?.["QUERY PLAN"]));
    }
    return {
      execution: median(costs.map(({ execution }) => execution)),
      buffers: median(costs.map(({ buffers }) => buffers)),
    };
  } finally {
    await client.end();
  }
}

function fill(parameter: Parameter, owner: unknown, id: unknown): unknown {
  if (parameter.kind === "owner") return owner;
  if (parameter.kind === "id") return id;
  return parameter.kind === "constant" ? parameter.value : null;
}

const explanation = z.tuple([
  z.object({
    Plan: z.object({ "Shared Hit Blocks": z.number(), "Shared Read Blocks": z.number() }),
    "Execution Time": z.number(),
  }),
]);

function readCost(explained: unknown): SqlCost {
  const [{ Plan: plan, "Execution Time": execution }] = explanation.parse(explained);
  return { execution, buffers: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] };
}
