import { describe, expect, test } from "vitest";
import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";
import { importing } from "../support/importing.ts";

const mapping = (more = ""): string => `
files:
  - file: usage.csv
    events: { account: a, name: n, time: t${more} }
`;
const usage = "a,n,t,id\n0,login,2026-01-01,1\n0,login,2026-01-01,2\n1,login,2026-01-02,2\n";

describe("the same record is stored once", () => {
  test("the same file imported twice changes nothing", async () => {
    const log = new MemoryFactLog();
    const job = { files: { "usage.csv": usage }, mapping: mapping(", id: '{id}'"), log };
    expect((await importing(job)).out).toMatch(/usage\.csv +3 +2 +1 +0\n/);
    const facts = [...log.facts("w")];
    const again = await importing(job);
    expect(again.out).toMatch(/usage\.csv +3 +0 +3 +0\n/);
    expect(again.code).toBe(0);
    expect(log.facts("w")).toEqual(facts);
  });

  test("rows that say the same are one, and a finding says so", async () => {
    const outcome = await importing({ files: { "usage.csv": usage }, mapping: mapping() });
    expect(outcome.events).toHaveLength(2);
    expect(outcome.out).toMatch(/1 row saying the same as an earlier row, and so counted once/);
    expect(outcome.out).toMatch(/usage\.csv:3: account 0: login at 2026-01-01T00:00:00/);
  });

  test("rows with one id are one, and a finding says that others may be lost", async () => {
    const outcome = await importing({ files: { "usage.csv": usage }, mapping: mapping(", id: '{id}'") });
    expect(outcome.events.map(({ account, messageId }) => [account, messageId])).toEqual([["0", "test:events:1"], ["0", "test:events:2"]]);
    expect(outcome.out).toMatch(/1 row repeating the id of an earlier row; the first was kept/);
  });

  test("on the second import, only repetitions within the file are findings", async () => {
    const log = new MemoryFactLog();
    const job = { files: { "usage.csv": usage }, mapping: mapping(), log };
    await importing(job);
    expect((await importing(job)).out).toMatch(/1 row saying the same as an earlier row/);
  });

  test("columns that aren't mapped don't make another record", async () => {
    const log = new MemoryFactLog();
    await importing({ files: { "usage.csv": usage }, mapping: mapping(), log });
    const exportedLater = usage.replaceAll(/,\d$/gm, ",99");
    expect((await importing({ files: { "usage.csv": exportedLater }, mapping: mapping(), log })).out).toMatch(/usage\.csv +3 +0 +3 +0\n/);
  });

  test("two events from one row are two records, even of the same columns", async () => {
    const both = `
files:
  - file: usage.csv
    events:
      - { account: a, name: { value: opened }, time: t }
      - { account: a, name: { value: opened }, time: t }
`;
    const outcome = await importing({ files: { "usage.csv": "a,t\n0,2026-01-01\n" }, mapping: both });
    expect(outcome.events.map(({ name }) => name)).toEqual(["opened", "opened"]);
    expect(outcome.out).toMatch(/usage\.csv +1 +1 +0 +0\n/);
  });

  test("a dry run tells repetitions without a log", async () => {
    const outcome = await importing({ files: { "usage.csv": usage }, mapping: mapping(), options: { dryRun: true } });
    expect(outcome.out).toMatch(/usage\.csv +3 +2 +1 +0\n/);
    expect(outcome.facts).toEqual([]);
  });
});

describe("a log that fails", () => {
  test("the failure reaches the caller, and the next run makes up for it", async () => {
    const log = new MemoryFactLog();
    const rows = Array.from({ length: 120_000 }, (_unused, index) => `${index % 7},login,2026-01-01 00:00:00,${index}`);
    const job = { files: { "usage.csv": `a,n,t,id\n${rows.join("\n")}\n` }, mapping: mapping(", id: '{id}'"), log };
    let calls = 0;
    const through = {
      append: (...args: Parameters<MemoryFactLog["append"]>): Promise<Uint8Array> => {
        calls += 1;
        return calls === 2 ? Promise.reject(new Error("disk full")) : log.append(...args);
      },
    };
    await expect(importing({ ...job, through })).rejects.toThrow("disk full");
    const kept = log.facts("w").length;
    const again = await importing(job);
    expect(again.out).toMatch(new RegExp(`usage\\.csv +120,000 +${(120_000 - kept).toLocaleString("en-US")} +${kept.toLocaleString("en-US")} +0\\n`));
    expect(log.facts("w")).toHaveLength(120_000);
  });
});
