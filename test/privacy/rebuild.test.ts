import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Loader } from "../../src/engine/loader.ts";
import { ClickHouseAttributedEvents } from "../../src/storage/clickhouse/attributed-events.ts";
import { ClickHouseMembershipReader } from "../../src/storage/clickhouse/membership-reader.ts";
import { type ClickHouseStore, openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { FileDeadLetters } from "../../src/storage/dead-letters/file-dead-letters.ts";

import { commandLine } from "../support/command-line.ts";
import { eventFact } from "../support/facts.ts";
import { freshDirectory, openJournal } from "../support/journal.ts";
import { group, identify, receive, track } from "../support/received.ts";

const now = Date.UTC(2026, 2, 1, 12);
const day = 86_400_000;
const workspace = "default";

/** Everything that is stored, without what says when and by which batch. */
async function contents(store: ClickHouseStore): Promise<unknown> {
  const rows = (table: string, columns: string): Promise<object[]> => store.clickHouse.rows({ name: "contents", text: `SELECT ${columns} FROM ${table} WHERE workspace = {workspace:String} ORDER BY ALL`, parameters: { workspace } });
  return [
    await rows("events", "account, user, name, time, known_at, original_time, received_at, message_id, numbers, texts, attribution, source"),
    await rows("account_traits", "account, trait, kind, number, text, time, known_at, message_id, source"),
    await rows("user_traits", "user, trait, kind, number, text, time, known_at, message_id, source"),
    await rows("memberships", "account, user, time, known_at, message_id, source"),
  ];
}

test("what the journal keeps is built again as it was, and nothing else is touched", { timeout: 240_000 }, async () => {
  const data = join(await freshDirectory(), "data");
  const on = (...args: string[]) => commandLine({ data, now }, args);
  const store = await openClickHouse({ directory: data }, () => now);
  const { journal } = await openJournal(join(data, "live", "journal"), { clock: () => now, settings: { segmentBytes: 2000 } });
  const deadLetters = await FileDeadLetters.open(join(data, "live", "dead-letters.ndjson"));
  const { clickHouse } = store;
  const loader = new Loader({ journal, log: store.log, memberships: new ClickHouseMembershipReader(clickHouse), attributed: new ClickHouseAttributedEvents(clickHouse), deadLetters, clock: () => now });
  await store.log.append(workspace, [eventFact("imported", { account: "acme" })], "file-1");
  // Of somebody else on the same server, with the very id of a batch.
  const theirs = (await journal.cover(() => false)).journal;
  await store.log.append("elsewhere", [eventFact("1", { account: "acme" })], `${theirs}-0-1`);
  for (let step = 0; step < 12; step += 1) {
    const over = { workspace, receivedAt: now - (12 - step) * 60_000 };
    const at = new Date(now - (200 - step) * day).toISOString();
    await receive(journal, [track(`u${step % 3}`, "viewed", { timestamp: at }), track(`u${step % 3}`, "viewed", { timestamp: at, groupId: "acme" }), ...(step % 4 === 2 ? [group(`u${step % 3}`, "acme", { timestamp: at, traits: { name: `Acme ${step}` } })] : []), identify(`u${step % 3}`, { plan: step }), track("u0", "dreamt", { timestamp: new Date(now + 9 * day).toISOString() })], over);
    if (step % 2 === 0) while (await loader.loadNext());
  }
  await receive(journal, [track("u1", "contract_changed", { groupId: "acme", timestamp: new Date(now - 100 * day).toISOString(), properties: { contract: "c", start: now - 100 * day, mrr: 100 } })], { workspace, receivedAt: now });
  while (await loader.loadNext());
  const before = await contents(store);
  const letters = deadLetters.size;
  await journal.close();
  await deadLetters.close();
  await store.close();
  const scored = async (): Promise<unknown> => {
    const { accounts } = JSON.parse((await on("score", "--json")).out) as { readonly accounts: readonly unknown[] };
    return accounts;
  };
  const scores = await scored();

  const asked = await on("rebuild");
  expect(asked).toMatchObject({ exit: 1, error: expect.stringMatching(/Nothing was changed/) as string, out: expect.stringMatching(/The journal keeps 52 calls, received from 2026-03-01 11:48 UTC to 2026-03-01 12:00 UTC[^]*1 row of that is in ClickHouse and stays/) as string });
  // Half of it is lost, and a row stands there that nobody sent.
  const damaged = await openClickHouse({ directory: data }, () => now);
  await damaged.clickHouse.command({ name: "lose some", text: "ALTER TABLE events DELETE WHERE name = 'viewed' AND cityHash64(message_id) % 2 = 0 SETTINGS mutations_sync = 2" });
  await damaged.clickHouse.command({ name: "lose traits", text: "ALTER TABLE user_traits DELETE WHERE true SETTINGS mutations_sync = 2" });
  expect(await contents(damaged)).not.toEqual(before);
  await damaged.close();
  for (const how of ["damaged", "as it was", "gone"]) {
    if (how === "gone") await rm(join(data, "clickhouse"), { recursive: true });
    expect([how, await on("rebuild", "--yes")]).toMatchObject([how, { exit: 0, out: expect.stringMatching(/Rebuilt: \d+ calls? stored/) as string }]);
    const after = await openClickHouse({ directory: data }, () => now);
    if (how === "gone") await after.log.append(workspace, [eventFact("imported", { account: "acme" })], "file-1");
    expect([how, await contents(after)]).toEqual([how, before]);
    if (how !== "gone") expect(await after.clickHouse.rows({ name: "of somebody else", text: "SELECT message_id FROM events WHERE workspace = 'elsewhere'" })).toEqual([{ message_id: "1" }]);
    await after.close();
    expect((await FileDeadLetters.read(join(data, "live", "dead-letters.ndjson"))).length).toBe(letters);
  }
  expect(await scored()).toEqual(scores);

  // What a forgotten person's calls said of the account can't be given back, so it isn't taken away.
  expect(await on("forget", "user", "u2", "--yes")).toMatchObject({ exit: 0 });
  const forgotten = await openClickHouse({ directory: data }, () => now);
  const left = await contents(forgotten);
  await forgotten.close();
  expect(await on("rebuild", "--yes")).toMatchObject({ exit: 0, out: expect.stringMatching(/belong to somebody who is forgotten/) as string });
  const again = await openClickHouse({ directory: data }, () => now);
  expect(await contents(again)).toEqual(left);
  await again.close();

  const { journal: held } = await openJournal(join(data, "live", "journal"));
  expect(await on("rebuild", "--yes")).toMatchObject({ exit: 1, error: expect.stringMatching(/in use by process/) as string });
  await held.close();
});
