import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as fc from "fast-check";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { Forgotten, type Tombstone } from "../../src/engine/forget/tombstone.ts";
import { redactPayload } from "../../src/engine/forget/redact.ts";
import { decodeReceived, encodeReceived } from "../../src/engine/received.ts";
import { sha256 } from "../../src/compose/access.ts";
import { erasedTables, namesNobody } from "../../src/storage/clickhouse/erasure.ts";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { eraseRecords } from "../../src/storage/postgres/erasure.ts";
import { PostgresInsightStore } from "../../src/storage/postgres/insight-store.ts";
import { PostgresTeamStore } from "../../src/storage/postgres/team-store.ts";
import { FileTombstones } from "../../src/storage/tombstones/file-tombstones.ts";
import { canary, filesWith } from "../support/bytes.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { bytes, freshDirectory, loadAll, openJournal } from "../support/journal.ts";
import { pgliteTemplate } from "../support/pglite-template.ts";
import { group, identify, received, track } from "../support/received.ts";

const embedded = embeddedStore();

async function forgetting(...ids: readonly { readonly kind: "user" | "account"; readonly id: string }[]): Promise<Forgotten> {
  let kept: readonly Tombstone[] = [];
  const forgotten = new Forgotten({ list: () => kept, put: (more) => Promise.resolve(void (kept = [...kept, ...more])) }, { digest: sha256, secret: () => "salt" });
  await forgotten.add("acme", ids, 0);
  return forgotten;
}

test("every table of ClickHouse is erased from, or names nobody", async () => {
  const tables = await embedded.store.clickHouse.rows<{ name: string }>({ name: "tables", text: "SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name" });
  expect(tables.map(({ name }) => name)).toEqual([...erasedTables, ...Object.keys(namesNobody)].toSorted());
});

describe("a payload of the journal", () => {
  const forgottenUser = forgetting({ kind: "user", id: "u1" });
  const forgottenAccount = forgetting({ kind: "account", id: "a1" });

  test("keeps its length and every other call, to the letter", async () => {
    const forgotten = await forgottenUser;
    const call = fc.record({ user: fc.constantFrom("u1", "u2", "ü3"), text: fc.string({ unit: "binary", maxLength: 20 }), type: fc.constantFrom("track", "identify", "group") });
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 8 }), fc.option(fc.dictionary(fc.string({ maxLength: 4 }), fc.string({ maxLength: 8 }))), (calls, context) => {
        const made = calls.map(({ user, text, type }) => (type === "track" ? track(user, "viewed", { properties: { text } }) : type === "group" ? group(user, "a2") : identify(user, { text })));
        const request = received(made, context === null ? {} : { context });
        const payload = encodeReceived(request);
        const redacted = redactPayload(forgotten, payload);
        const isOut = calls.map(({ user }) => user === "u1");
        expect(redacted === undefined).toBe(!isOut.includes(true));
        if (redacted === undefined) return;
        expect(redacted.byteLength).toBe(payload.byteLength);
        expect(Buffer.from(redacted).toString("utf8")).not.toContain('"u1"');
        const { calls: kept, ...about } = decodeReceived(redacted);
        expect(kept.map((text, index) => (isOut[index] ? "out" : text))).toEqual(request.calls.map((text, index) => (isOut[index] ? "out" : text)));
        expect(about).toMatchObject({ workspace: "acme", source: request.source, receivedAt: request.receivedAt });
        expect(redactPayload(forgotten, redacted)).toBe(undefined);
      }),
      { numRuns: 300 },
    );
  });

  test("shares only what facts are read from, once a call of it is gone", async () => {
    const payload = encodeReceived(received([track("u1", "viewed"), track("u2", "viewed")], { context: { groupId: "a2", traits: { email: "x@example.com" }, ip: "127.0.0.1" } }));
    expect(decodeReceived(redactPayload(await forgottenUser, payload) as Uint8Array).context).toEqual({ groupId: "a2" });
  });

  test("goes whole with an account that its context names", async () => {
    const payload = encodeReceived(received([track("u1", "viewed"), track("u2", "viewed")], { context: { groupId: "a1" } }));
    const { context, calls } = decodeReceived(redactPayload(await forgottenAccount, payload) as Uint8Array);
    expect([context, calls.map((call) => call.trim())]).toEqual([undefined, ['{"redacted":true}', '{"redacted":true}']]);
  });

  test("of another workspace stays", async () => {
    expect(redactPayload(await forgottenUser, encodeReceived(received([track("u1", "viewed")], { workspace: "other" })))).toBe(undefined);
  });
});

test("the journal is rewritten while it is written to, keeps its positions, and zeros what is damaged", async () => {
  const directory = await freshDirectory();
  const { journal } = await openJournal(directory, { settings: { segmentBytes: 200 } });
  for (let at = 0; at < 30; at += 1) await journal.append(bytes(at % 3 === 0 ? `secret-${String(at).padStart(3, "0")}` : `plain--${String(at).padStart(3, "0")}`), 1);
  const first = await journal.nextBatch();
  const appends = Array.from({ length: 20 }, (_, at) => journal.append(bytes(`during-${String(at).padStart(3, "0")}`), 1));
  const changed = await journal.rewrite((payload) => (Buffer.from(payload).toString().startsWith("secret") ? bytes("**********") : undefined));
  expect([changed, await Promise.all(appends)]).toEqual([10, Array.from({ length: 20 }, () => "written")]);
  expect(await filesWith(directory, ["secret"])).toEqual([]);
  await expect(journal.rewrite(() => bytes("short"))).rejects.toThrow(/can't be replaced/);
  await journal.close();
  const again = await openJournal(directory);
  expect((await again.journal.nextBatch())?.id).toBe(first?.id);
  const loaded = await loadAll(again.journal);
  expect([loaded.length, loaded.filter((text) => text.startsWith("plain")).length, loaded.filter((text) => text.startsWith("during")).length]).toEqual([50, 20, 20]);
  expect(again.findings).toEqual([]);
  await again.journal.close();
});

test("what people wrote about an account leaves Postgres, to the byte", { timeout: 120_000 }, async () => {
  const directory = join(await freshDirectory(), "postgres");
  await mkdir(directory, { recursive: true });
  const database = await openPostgres({ directory, archive: await pgliteTemplate() }, () => {});
  const { db } = database;
  const [account, note] = [canary(), canary()];
  await sql`CREATE TABLE notes_of_accounts (workspace text, account text, note text)`.execute(db);
  await sql`INSERT INTO notes_of_accounts VALUES ('acme', ${account}, ${note}), ('acme', 'other', 'stays'), ('elsewhere', ${account}, 'stays too')`.execute(db);
  const forgotten = { workspace: "acme", isForgotten: (id: string): boolean => id === account };
  expect(await eraseRecords(db, forgotten, { notes_of_accounts: "account", workspaces: null })).toBe(1);
  expect(await eraseRecords(db, forgotten, { notes_of_accounts: "account" })).toBe(0);
  const { rows } = await sql<{ note: string }>`SELECT note FROM notes_of_accounts ORDER BY note`.execute(db);
  await database.close();
  expect(rows.map((row) => row.note)).toEqual(["stays", "stays too"]);
  expect(await filesWith(directory, [note])).toEqual([]);
});

test("a result of learning that names somebody forgotten goes as a whole, and stays for everybody else", async () => {
  const opened = await openPostgres({ archive: await pgliteTemplate() }, () => {});
  const { db } = opened;
  await new PostgresTeamStore(db).keepWorkspace({ id: "acme", name: "acme", createdAt: 0 });
  const store = new PostgresInsightStore(db);
  const run = (id: string, kind: "backtest" | "review") => ({ id, kind, workspace: "acme", state: "done" as const, askedAt: 0, askedBy: "max", version: "v", versionNumber: 1 });
  await store.keep(run("1", "backtest"), { headline: "", result: "{}", accounts: ["gone", "stays"] });
  await store.keep(run("2", "review"), { headline: "", result: "{}", accounts: ["stays"] });
  expect(await eraseRecords(db, { workspace: "acme", isForgotten: (id) => id === "gone" })).toBe(1);
  expect((await store.list("acme")).map(({ id }) => id)).toEqual(["2"]);
  expect((await sql`SELECT account FROM insight_accounts`.execute(db)).rows).toEqual([{ account: "stays" }]);
  await opened.close();
});

test("the file of the forgotten tells nobody's id, and stops the start when it can't be read", async () => {
  const path = join(await freshDirectory(), "live", "forgotten.json");
  const forgotten = new Forgotten(await FileTombstones.open(path), { digest: sha256, secret: () => "salt" });
  await forgotten.add("acme", [{ kind: "user", id: "ada@example.com" }], 5);
  expect(await readFile(path, "utf8")).not.toContain("ada");
  const again = new Forgotten(await FileTombstones.open(path), { digest: sha256, secret: () => "another" });
  expect([again.has("acme", { kind: "user", id: "ada@example.com" }), again.has("acme", { kind: "account", id: "ada@example.com" }), again.has("other", { kind: "user", id: "ada@example.com" })]).toEqual([true, false, false]);
  await again.erased(again.pending, 7);
  expect([again.pending, (await readdir(join(path, ".."))).sort()]).toEqual([[], ["forgotten.json"]]);
  await writeFile(path, "{");
  await expect(FileTombstones.open(path)).rejects.toThrow(/says who is forgotten/);
});
