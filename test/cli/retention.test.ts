import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { RetentionAnswer } from "../../src/contract/retention.ts";
import { dayMs, localDate } from "../../src/lib/zone.ts";
import { commandLine } from "../support/command-line.ts";

const now = Date.parse("2026-06-15T09:30:00Z");
const rules = { BELLWETHER_KEEP_USAGE: "150d", BELLWETHER_KEEP_CONVERSATIONS: "26w", BELLWETHER_KEEP_TICKETS: "150d", BELLWETHER_KEEP_OPINIONS: "1y", BELLWETHER_KEEP_TRAITS: "150d" };

describe("bellwether retention", async () => {
  const data = await mkdtemp(join(tmpdir(), "bellwether-kept-"));
  afterAll(() => rm(data, { recursive: true, force: true }));
  const on = (environment: Readonly<Record<string, string>>, ...args: string[]) => commandLine({ data, now, environment }, args);
  const scores = async (): Promise<unknown> => {
    const { out, error, exit } = await on({}, "score", "--json", "--as-of", "now");
    expect([exit, error]).toEqual([0, ""]);
    return (JSON.parse(out) as { accounts: unknown }).accounts;
  };
  const asked = async (...args: string[]): Promise<RetentionAnswer> => {
    const { out, error, exit } = await on(rules, "retention", "--json", ...args);
    expect([exit, error]).toEqual([0, ""]);
    return JSON.parse(out) as RetentionAnswer;
  };

  test("removes what is older than its rule, and today's scores stay as they are to the last figure", { timeout: 240_000 }, async () => {
    expect((await on({}, "simulate", "--accounts", "40", "--seed", "kept")).exit).toBe(0);
    const before = await scores();
    const { accounts } = JSON.parse((await on({}, "score", "--json", "--as-of", "now")).out) as { accounts: readonly { account: string }[] };
    const account = accounts[0]?.account as string;
    const told = JSON.parse((await on({}, "history", account, "--as-of", "now", "--json")).out) as readonly { asOf: string; band: string }[];

    const preview = await asked("--dry-run");
    const usage = preview.classes.find((one) => one.class === "usage");
    expect([preview.boundary, preview.removed, (usage?.wouldGo ?? 0) > 1000]).toEqual([null, null, true]);
    expect(await scores()).toEqual(before);

    const applied = await asked("--apply");
    expect(applied.removed).toBeGreaterThan(1000);
    expect(applied.boundary).toBe(preview.boundaryAfter);
    expect(applied.classes.find((one) => one.class === "usage")?.rows).toBe((usage?.rows ?? 0) - (usage?.wouldGo ?? 0));
    expect(await scores()).toEqual(before);
    // Once more takes nothing away, and a day later a day's worth.
    expect((await asked("--apply")).removed).toBe(0);

    const boundary = Date.parse(applied.boundary as string);
    const past = new Date(boundary - 5 * dayMs).toISOString().slice(0, 10);
    for (const command of [["score"], ["history", account], ["explain", account], ["learn", "outcomes"]]) {
      const refused = await on({}, ...command, "--as-of", past);
      expect([refused.exit, refused.error], command.join(" ")).toEqual([1, expect.stringContaining("was removed under the rules of retention")]);
    }
    const after = JSON.parse((await on({}, "history", account, "--as-of", "now", "--json")).out) as typeof told;
    expect(after).toEqual(told);
    expect(told.some(({ asOf }) => Date.parse(asOf) < boundary)).toBe(true);
    const learned = await on({}, "learn", "outcomes");
    expect(learned.error).toContain("The past that is learned from begins there");

    // Old files bring nothing back: of what they hold of somebody the first and the last stay, as of everybody.
    const folder = join(data, "exports");
    await mkdir(folder);
    await writeFile(join(folder, "import.yaml"), "source: archive\ntimezone: UTC\nfiles:\n  - file: exported.csv\n    events: { time: at, account: account, user: user, name: { value: Exported } }\n");
    await writeFile(join(folder, "exported.csv"), `at,account,user\n${Array.from({ length: 10 }, (_, day) => `${new Date(boundary - (200 - day) * dayMs).toISOString()},${account},archivist`).join("\n")}\n`);
    const held = applied.classes.find((one) => one.class === "usage")?.rows ?? 0;
    const imported = await on(rules, "import", folder);
    expect([imported.exit, imported.error]).toEqual([0, ""]);
    expect(imported.out).toContain("8 rows were older than the rules of retention allow, and removed again.");
    expect((await asked()).classes.find((one) => one.class === "usage")?.rows).toBe(held + 2);

    const words = await on(rules, "retention");
    expect(words.out).toContain(`Scores can be computed for every day after ${localDate(boundary, applied.timezone)}`);
    expect(words.out).toMatch(/relationship\s+always/);
  });

  test("says everything that is wrong with the rules", async () => {
    const wrong = await on({ BELLWETHER_KEEP_USAGE: "soon", BELLWETHER_KEEP_EVENTS: "30d", BELLWETHER_KEEP_RELATIONSHIP: "1y" }, "retention");
    expect(wrong.exit).toBe(1);
    for (const part of ["BELLWETHER_KEEP_USAGE: `soon` is no length of time", "BELLWETHER_KEEP_EVENTS is none of", "kept for ever, because today's scores rest on them"]) expect(wrong.error).toContain(part);
  });
});
