import { readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { RetentionAnswer } from "../../src/contract/retention.ts";
import { Loader } from "../../src/engine/loader.ts";
import { dayMs } from "../../src/lib/zone.ts";
import { ClickHouseAttributedEvents } from "../../src/storage/clickhouse/attributed-events.ts";
import { ClickHouseMembershipReader } from "../../src/storage/clickhouse/membership-reader.ts";
import { openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { FileDeadLetters } from "../../src/storage/dead-letters/file-dead-letters.ts";
import { canary, filesWith } from "../support/bytes.ts";
import { commandLine } from "../support/command-line.ts";
import { freshDirectory, openJournal } from "../support/journal.ts";
import { group, identify, receive, track } from "../support/received.ts";

const now = Date.now();
const workspace = "default";
const kept = Object.fromEntries(["USAGE", "CONVERSATIONS", "TICKETS", "OPINIONS", "TRAITS", "SCORES", "DEAD_LETTERS"].map((name) => [`BELLWETHER_KEEP_${name}`, "100d"]));

/** One of each class, each with a text in it. */
const day = (text: string) => [
  track("ada", "viewed", { groupId: "acme", properties: { text } }),
  track("ada", "interaction_logged", { groupId: "acme", properties: { channel: "call", note: text } }),
  track("ada", "ticket_opened", { groupId: "acme", properties: { ticket: text } }),
  track("ada", "ticket_closed", { groupId: "acme", properties: { ticket: text } }),
  track("ada", "note_written", { groupId: "acme", properties: { text, author: "grace" } }),
  track("ada", "pulse_set", { groupId: "acme", properties: { band: "yellow", reason: text, author: "grace" } }),
  identify("ada", { plan: text }),
  group("ada", "acme", { traits: { tier: text } }),
];

test("no byte of what is older than its rule is left in any store, and a rebuild brings nothing back", { timeout: 240_000 }, async () => {
  const data = join(await freshDirectory(), "data");
  const secret = canary();
  let clock = now;
  const store = await openClickHouse({ directory: data }, () => clock);
  const { journal } = await openJournal(join(data, "live", "journal"), { clock: () => clock, settings: { segmentBytes: 1000, keepMs: 1000 * dayMs } });
  const letters = await FileDeadLetters.open(join(data, "live", "dead-letters.ndjson"));
  const loader = new Loader({ journal, log: store.log, memberships: new ClickHouseMembershipReader(store.clickHouse), attributed: new ClickHouseAttributedEvents(store.clickHouse), deadLetters: letters, clock: () => clock });
  for (const [days, text] of [[700, "first"], [600, secret], [500, "between"], [20, "new"], [2, "last"]] as const) {
    clock = now - days * dayMs;
    await receive(journal, [...day(text), track("ada", "dreamt", { groupId: "acme", timestamp: new Date(clock + 9 * dayMs).toISOString(), properties: { text } })].map((call) => ({ timestamp: new Date(clock).toISOString(), ...call })), { workspace, receivedAt: clock });
    while (await loader.loadNext());
  }
  for (const one of [journal, letters, store]) await one.close();
  const on = (days: number, ...args: string[]) => commandLine({ data, now, environment: { ...kept, BELLWETHER_JOURNAL_DAYS: String(days) } }, args);
  const asked = async (days: number, ...args: string[]): Promise<RetentionAnswer> => {
    const { out, error, exit } = await on(days, "retention", "--json", ...args);
    expect([exit, error]).toEqual([0, ""]);
    return JSON.parse(out) as RetentionAnswer;
  };
  const rows = ({ classes }: RetentionAnswer): unknown => classes.map((one) => [one.class, one.rows]);
  expect(((await on(900, "score")).exit)).toBe(0);
  const places = await filesWith(data, [secret]);
  for (const place of ["clickhouse/", "live/journal/", "live/dead-letters"]) expect(places.some((path) => path.startsWith(place)), place).toBe(true);

  const preview = await asked(900, "--dry-run");
  const applied = await asked(900, "--apply");
  for (const name of ["usage", "conversations", "tickets", "opinions", "traits", "scores", "dead_letters"]) {
    expect([name, preview.classes.find((one) => one.class === name)?.wouldGo]).not.toEqual([name, 0]);
    expect([name, applied.classes.find((one) => one.class === name)?.applied?.rows]).toEqual([name, preview.classes.find((one) => one.class === name)?.wouldGo]);
  }
  const journalOnly = (paths: readonly string[]): boolean => paths.length > 0 && paths.every((path) => path.startsWith("live/journal/"));
  expect(await filesWith(data, [secret])).toSatisfy(journalOnly);

  // The files were written just now; weeks go by. What loads them again keeps them for as long as the setting says.
  const folder = join(data, "live", "journal");
  for (const name of (await readdir(folder)).filter((one) => one.endsWith(".journal"))) await utimes(join(folder, name), new Date(now - 20 * dayMs), new Date(now - 20 * dayMs));
  expect((await on(900, "rebuild", "--yes")).exit).toBe(0);
  expect(rows(await asked(900))).toEqual(rows(applied));
  expect(await filesWith(data, [secret])).toSatisfy(journalOnly);

  await asked(7, "--apply");
  expect(await filesWith(data, [secret])).toEqual([]);
});
