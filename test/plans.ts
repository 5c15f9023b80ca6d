import type { PGlite } from "@electric-sql/pglite";
import { Client } from "pg";
import { getConnection } from "@/db/client";
import type { Sent } from "./statements";

/** A node of a plan, as `explain (format json)` says it. */
type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows"?: number;
  "Actual Loops"?: number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  "Plan Rows": number;
  Plans?: PlanNode[];
};

export type Plan = {
  /** The indexes that it reads. */
  indexes: Set<string>;
  /** The tables that it reads from end to end. */
  scanned: Set<string>;
  /** The most rows that a sort is given; by the estimate, where the plan was not run. */
  sorted: number;
  /** Rows that were read from tables, those that a filter dropped included; 0 where the plan was not run. */
  read: number;
};

/** Runs an EXPLAIN without binding anything, where there is no simple protocol. */
const explainUnbound = `create or replace function pg_temp.explain_unbound(statement text) returns json
  language plpgsql as $$ declare plan json; begin execute statement into plan; return plan; end $$`;

/** Opens what runs EXPLAIN: a connection of its own to the worker's PostgreSQL, or its PGlite. */
export async function openExplainer() {
  if (process.env.TEST_DRIVER === "pglite") {
    // Drizzle keeps the client that it was made with.
    const { $client } = (await getConnection()).database as unknown as { $client: Pick<PGlite, "query"> };
    await $client.query(explainUnbound);
    return {
      query: (text: string, values: unknown[]) => $client.query(text, values),
      queryUnbound: (text: string) => $client.query('select pg_temp.explain_unbound($1) as "QUERY PLAN"', [text]),
      close: async () => {},
    };
  }
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  return {
    query: (text: string, values: unknown[]) => client.query(text, values),
    queryUnbound: (text: string) => client.query(text),
    close: () => client.end(),
  };
}

type Explainer = Awaited<ReturnType<typeof openExplainer>>;

/** The plan that these values get, run once; and the one for any values, which a prepared statement may turn to. */
export async function explain(explainer: Explainer, { text, values }: Sent): Promise<{ custom: Plan; generic: Plan }> {
  const custom = await explainer.query(`explain (analyze, timing off, format json) ${text}`, values);
  const generic = await explainer.queryUnbound(`explain (generic_plan, format json) ${text}`);
  return { custom: readPlan(custom), generic: readPlan(generic) };
}

function readPlan({ rows }: { rows: unknown[] }): Plan {
  const [row] = rows as { "QUERY PLAN": [{ Plan: PlanNode }] }[]; // by PostgreSQL's documentation
  if (!row) throw new Error("no plan");
  return summarize(row["QUERY PLAN"][0].Plan);
}

function summarize(root: PlanNode): Plan {
  const plan: Plan = { indexes: new Set(), scanned: new Set(), sorted: 0, read: 0 };
  const visit = (node: PlanNode) => {
    const loops = node["Actual Loops"] ?? 0;
    if (node["Index Name"]) plan.indexes.add(node["Index Name"]);
    if (node["Node Type"] === "Seq Scan") plan.scanned.add(node["Relation Name"] ?? "");
    if (/Scan$/.test(node["Node Type"]) && node["Relation Name"]) {
      const dropped = (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0);
      plan.read += ((node["Actual Rows"] ?? 0) + dropped) * loops;
    }
    // An incremental sort sorts what is in order but for the last column.
    if (node["Node Type"] === "Sort") {
      const input = node.Plans?.[0];
      plan.sorted = Math.max(plan.sorted, input?.["Actual Rows"] ?? input?.["Plan Rows"] ?? 0);
    }
    for (const child of node.Plans ?? []) visit(child);
  };
  visit(root);
  return plan;
}
