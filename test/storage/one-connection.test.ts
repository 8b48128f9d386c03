import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { type Kysely, PostgresDialect, sql } from "kysely";
import { PgBoss, fromKysely, fromPglite } from "pg-boss";
import { describe, expect, onTestFinished, test } from "vitest";
import { PgliteClient } from "../../src/storage/postgres/pglite-client.ts";
import { NestedUse } from "../../src/storage/postgres/nested-use.ts";
import { pgliteDialect } from "../../src/storage/postgres/pglite-dialect.ts";
import { guarded } from "../../src/storage/postgres/guarded.ts";
import { serverPool } from "../../src/storage/postgres/server-pool.ts";
import { pgliteTemplate } from "../support/pglite-template.ts";
import { postgresServer } from "../support/postgres-server.ts";

interface Tables {
  readonly notes: { readonly text: string };
}

interface Backend {
  readonly db: Kysely<Tables>;
  readonly queue: ReturnType<typeof fromPglite>;
}

const server = await postgresServer();

/** Query builder, job queue and sign-in on the one connection that the embedded Postgres has; and on a server. */
const backends: Readonly<Record<string, () => Promise<Backend>>> = {
  "the embedded Postgres": async () => {
    const client = await PgliteClient.open({ archive: await pgliteTemplate() });
    onTestFinished(() => client.close());
    return {
      db: await guarded<Tables>(pgliteDialect(client)),
      queue: fromPglite({ query: (text, values) => client.inTurn(async () => mutable(await client.query(text, values ?? []))), exec: async (text) => (await client.script(text)).map(mutable) }),
    };
  },
  [server.name]: async () => {
    const pool = serverPool(await server.freshUrl(), () => {});
    onTestFinished(() => pool.end());
    return { db: await guarded<Tables>(new PostgresDialect({ pool })), queue: { executeSql: (text, values) => pool.query(text, values) } };
  },
};

const mutable = ({ rows }: { readonly rows: readonly unknown[] }): { rows: never[] } => ({ rows: [...rows] as never[] });

describe.for(Object.entries(backends))("%s", ([name, open]) => {
  const run = test.skipIf(name.includes("skipped"));

  run("serves three libraries at once, and none waits for another for ever", { timeout: 180_000 }, async () => {
    const { db, queue } = await open();
    await sql`create table notes (text text not null)`.execute(db);
    const boss = new PgBoss({ db: queue, backend: name.includes("embedded") ? "pglite" : "postgres", supervise: false });
    const troubles: unknown[] = [];
    boss.on("error", (error) => troubles.push(error));
    await boss.start();
    onTestFinished(() => boss.stop({ graceful: false }));
    await boss.createQueue("notes");
    await boss.work<{ text: string }>("notes", { pollingIntervalSeconds: 0.5, batchSize: 10 }, async (jobs) => {
      // A job's own work takes a connection of its own.
      await db.insertInto("notes").values(jobs.map(({ data }) => ({ text: `job ${data.text}` }))).execute();
    });
    const signIn = betterAuth({ database: { db, type: "postgres", transaction: true }, emailAndPassword: { enabled: true }, baseURL: "http://localhost", secret: "x".repeat(32), telemetry: { enabled: false } });
    await (await getMigrations(signIn.options)).runMigrations();

    const all = Array.from({ length: 8 }, (_, index) => [
      db.transaction().execute(async (trx) => {
        await trx.insertInto("notes").values({ text: `kept ${index}` }).execute();
        await boss.send("notes", { text: String(index) }, { db: fromKysely(trx) });
      }),
      db.transaction().execute(async (trx) => {
        await boss.send("notes", { text: "never" }, { db: fromKysely(trx) });
        throw new Error("rolled back");
      }).catch((error: unknown) => expect(String(error)).toContain("rolled back")),
      signIn.api.signUpEmail({ body: { email: `p${index}@acme.example`, name: `P ${index}`, password: "correct horse battery" } }),
      boss.send("notes", { text: `beside ${index}` }),
      db.selectFrom("notes").selectAll().execute(),
    ]).flat();
    await Promise.all(all);
    await expect.poll(async () => (await db.selectFrom("notes").select("text").execute()).length, { timeout: 90_000 }).toBe(24);
    const texts = (await db.selectFrom("notes").select("text").execute()).map(({ text }) => text);
    expect(texts.filter((text) => text.includes("never"))).toEqual([]);
    expect(new Set(texts).size).toBe(24);
    const signed = await signIn.api.signInEmail({ body: { email: "p3@acme.example", password: "correct horse battery" }, returnHeaders: true });
    const session = await signIn.api.getSession({ headers: new Headers({ cookie: signed.headers.get("set-cookie") ?? "" }) });
    expect(session?.user.email).toBe("p3@acme.example");
    expect(troubles).toEqual([]);
  });

  run("refuses to be used beside a transaction from within it, instead of waiting", async () => {
    const { db, queue } = await open();
    await sql`create table notes (text text not null)`.execute(db);
    const nested = db.transaction().execute(async (trx) => {
      await trx.insertInto("notes").values({ text: "in vain" }).execute();
      await db.selectFrom("notes").selectAll().execute();
    });
    await expect(nested).rejects.toThrow(NestedUse);
    if (name.includes("embedded")) await expect(db.transaction().execute(() => queue.executeSql("select 1"))).rejects.toThrow(NestedUse);
    let left: Promise<unknown> | undefined;
    await db.transaction().execute(async () => {
      left = new Promise((resolve) => setTimeout(resolve, 20)).then(() => db.selectFrom("notes").selectAll().execute());
    });
    // What a transaction left running may ask again once it is over.
    expect(await left).toEqual([]);
  });

  run("reads types alike", async () => {
    const { db } = await open();
    const { rows } = await sql`select count(*) as n, date '2026-03-01' as day, timestamptz '2026-03-01 12:00+01' as at, numeric '1.50' as amount, array['a','b'] as list, true as yes, null as nothing, '{"a":[1]}'::jsonb as tree`.execute(db);
    expect(rows).toEqual([{ n: 1, day: "2026-03-01", at: new Date("2026-03-01T11:00:00Z"), amount: "1.50", list: ["a", "b"], yes: true, nothing: null, tree: { a: [1] } }]);
    await expect(sql`select 1/0`.execute(db)).rejects.toMatchObject({ code: "22012" });
  });
});
