import { sql } from "kysely";
import type { HeldRecord, HeldRecords } from "../../engine/forget/ports.ts";
import type { Subject } from "../../events/subject.ts";
import type { Executor } from "./executor.ts";
import { accountColumns } from "./erasure.ts";

/** What people wrote about an account: the rows that name it, and those that belong to them. */
export class PostgresHeld implements HeldRecords {
  readonly #db: Executor | undefined;

  constructor(db: Executor | undefined) {
    this.#db = db;
  }

  async *records(workspace: string, { kind, id }: Subject): AsyncIterable<HeldRecord> {
    if (kind !== "account" || !this.#db) return;
    for (const [table, named] of Object.entries(accountColumns)) {
      if (named === null) continue;
      const { rows } = await sql<{ row: object }>`SELECT to_jsonb(one) AS row FROM ${sql.table(table)} AS one WHERE workspace = ${workspace} AND ${sql.ref(named)} = ${id}`.execute(this.#db);
      for (const { row } of rows) yield { kind: "record", table, row };
      if (rows.length > 0 && table === "plans") yield* this.#ofPlans(rows.map(({ row }) => (row as { readonly id: string }).id));
    }
  }

  async *#ofPlans(plans: readonly string[]): AsyncIterable<HeldRecord> {
    for (const table of ["plan_steps", "plan_reviews"]) {
      const { rows } = await sql<{ row: object }>`SELECT to_jsonb(one) AS row FROM ${sql.table(table)} AS one WHERE plan = ANY(${plans})`.execute(this.#db as Executor);
      for (const { row } of rows) yield { kind: "record", table, row };
    }
  }
}
