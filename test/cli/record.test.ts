import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Fact } from "../../src/events/fact.ts";
import { openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { writeControl } from "../../src/storage/control-file.ts";
import { commandLine } from "../support/command-line.ts";
import { accountTraitFact } from "../support/facts.ts";
import { golden } from "../support/golden.ts";
import { daysBefore, judgedAccount, judgedNow, judgedSections, recordedBefore } from "../support/judged-world.ts";

let root = "";
const place = { data: "", now: judgedNow };
const run = async (...args: readonly string[]) => {
  place.now += 60_000;
  return commandLine(place, [...args]);
};
const here = (): string[] => ["--pack", join(root, "pack"), "--author", "ann"];
const reading = (): string[] => ["--pack", join(root, "pack")];
/** Ids are made by chance. */
const plain = (text: string): string => text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "<id>").trimEnd();

const facts: readonly Fact[] = [
  ...judgedAccount("a-1", 9, "ann"),
  ...judgedAccount("a-2", 1, "bob"),
  accountTraitFact("name 1", { account: "a-1", trait: "name", value: "Acme", time: daysBefore(100), knownAt: daysBefore(100) }),
  accountTraitFact("name 2", { account: "a-2", trait: "name", value: "Globex", time: daysBefore(100), knownAt: daysBefore(100) }),
  recordedBefore(20, "a-1", "pulse_set", { band: "red", reason: "the sponsor left" }),
];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "bellwether-record-"));
  place.data = join(root, "data");
  await mkdir(join(root, "pack"));
  await writeFile(join(root, "pack", "pack.yaml"), stringify(judgedSections));
  const store = await openClickHouse({ directory: place.data });
  await store.log.append("default", facts, "facts");
  await store.close();
}, 60_000);

afterAll(() => rm(root, { recursive: true, force: true }));

describe("record, in a data directory that nobody serves", () => {
  test("what is recorded is on disk, in the log, and in the score at once", async () => {
    const said: string[] = [];
    for (const args of [
      ["pulse", "Acme", "yellow", "--reason", "the new sponsor is friendly"],
      ["measurement", "Acme", "value_reported", "7"],
      ["adjustment", "Acme", "add", "-5", "--reason", "they asked for a discount"],
      ["override", "Globex", "--band", "red", "--score", "10", "--reason", "they told us", "--expires", "2026-07-01"],
      ["stage", "Acme", "adoption", "--reason", "they said so"],
      ["goal", "Acme", "faster reports", "--measure", "hours", "--target", "2", "--date", "2026-12-31"],
      ["interaction", "Acme", "call", "--direction", "outbound", "--note", "asked about the rollout", "--at", "2026-05-30T09:00:00+02:00"],
      ["review", "Acme", "--sponsor", "there", "--attended", "4"],
      ["note", "Acme", "Prefers mornings."],
      ["role", "Acme", "a-1 ann", "Executive sponsor"],
      ["role", "Acme", "a-1 ann", "--none"],
      ["owner", "Acme", "bob", "--note", "ask for Eve"],
    ]) {
      const { out, error, exit } = await run("record", ...args, ...here());
      expect([error, exit]).toEqual(["", 0]);
      said.push(plain(out));
    }
    const listed = await run("record", "list", "Acme", ...reading());
    expect(listed.error).toBe("");
    const id = /([0-9a-f]{8}-[0-9a-f-]{27})/.exec(listed.out)?.[1] ?? "";
    said.push(plain(listed.out), plain((await run("record", "withdraw", "Acme", id, "--reason", "a slip", ...here())).out));
    const text = said.join("\n");
    expect(text).toBe(golden("record/recorded.txt", text));
    const explained = JSON.parse((await run("explain", "Globex", "--as-of", "now", "--json", ...reading())).out) as { override: object };
    expect(explained.override).toMatchObject({ band: "red", score: 10, author: "ann", reason: "they told us" });
    expect((await run("record", "list", "Acme", ...reading())).out).toMatch(/taken back .* a slip/);
  });

  test("what can't be recorded is said in one line", async () => {
    const said: string[] = [];
    for (const args of [
      ["pulse", "Acme", "red"],
      ["pulse", "Acme", "purple"],
      ["pulse", "Acmee", "green"],
      ["measurement", "Acme", "value reprted", "7"],
      ["measurement", "Acme", "value_reported", "seven"],
      ["adjustment", "Acme", "multiply", "80", "--reason", "r"],
      ["adjustment", "Acme", "divide", "2", "--reason", "r"],
      ["override", "Acme", "--reason", "r"],
      ["override", "Acme", "--band", "red", "--reason", "r", "--expires", "2030-01-01"],
      ["note", "Acme", "t", "--at", "2027-01-01"],
      ["note", "Acme", "t", "--at", "yesterday"],
      ["withdraw", "Acme", "nothing"],
      ["review", "Acme"],
      ["role", "Acme", "a-1 ann"],
      ["role", "Acme", "a-2 ann", "champion"],
    ]) {
      const { out, error, exit } = await run("record", ...args, ...here());
      expect([out, exit]).toEqual(["", 1]);
      said.push(`$ record ${args.join(" ")}\n${plain(error)}`);
    }
    said.push(plain((await run("record", "note", "Acme", "t", ...reading())).error));
    const text = said.join("\n");
    expect(text).toBe(golden("record/refused.txt", text));
  });

  test("while somebody serves the directory, it is said how to record", async () => {
      await mkdir(join(place.data, "live"), { recursive: true });
    const forget = await writeControl(place.data, { pid: process.pid, url: "http://127.0.0.1:4000", token: "t" });
    const { error, exit } = await run("record", "note", "Acme", "t", ...here());
    await forget();
    expect([exit, error]).toEqual([1, `Process ${process.pid} serves ${place.data}. Record with it: --url http://127.0.0.1:4000, and in BELLWETHER_KEY a key that \`bellwether keys create <name> --read record accounts\` makes.\n`]);
  });
});

test("the lists of what is due and where people and data disagree", async () => {
  const said = [plain((await run("due", ...reading())).out), plain((await run("due", "--owner", "bob", "--state", "current", ...reading())).out), plain((await run("disagreements", "--as-of", "2026-06-01", ...reading())).out), plain((await run("disagreements", "--owner", "bob", ...reading())).out)];
  const text = said.join("\n\n");
  expect(text).toBe(golden("record/lists.txt", text));
});
