import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandLine } from "../support/command-line.ts";
import { fileOf } from "../support/pack.ts";
import type { Ran } from "../support/terminal.ts";

let root = "";
const bellwether = (...args: string[]): Promise<Ran> => commandLine({ data: join(root, "data"), now: Date.UTC(2026, 2, 1, 12) }, args);

interface Board {
  readonly stages: readonly { readonly line: string; readonly stage: string; readonly accounts: number; readonly onTrack: number; readonly behind: number; readonly stuck: number }[];
  readonly accounts: readonly { readonly account: string; readonly name: string; readonly lines: readonly { readonly line: string; readonly stage: string; readonly status: string | null; readonly since: string }[] }[];
}

const board = async (...options: string[]): Promise<Board> => JSON.parse((await bellwether("journey", "--json", ...options)).out) as Board;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "bellwether-journey-"));
  expect((await bellwether("simulate", "--preset", "small", "--to", "2026-03-01")).exit).toBe(0);
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("the board", () => {
  test("counts every account in one stage, with who is late and why; no line is wider than a screen", async () => {
    const { out, exit } = await bellwether("journey", "--pack", "examples/post-sale-journey");
    expect(exit).toBe(0);
    expect(out).toMatch(/^Post-sale journey, as of 2026-03-01 [^]*All 40 accounts\nstage +accounts +on track[^]*\nHandover +\d+[^]*\nChurned +\d+/);
    expect(out.split("\n").filter((line) => line.length > 125)).toEqual([]);
  });

  test("as JSON: stages and accounts tell the same", async () => {
    const { stages, accounts } = await board();
    expect(stages.map(({ stage }) => stage)).toEqual(["handover", "onboarding", "adoption", "value_realisation", "expansion", "renewal", "churned"]);
    for (const { stage, accounts: count, onTrack, behind, stuck } of stages) {
      const own = accounts.flatMap(({ lines }) => lines.filter((line) => line.stage === stage));
      expect([own.length, own.filter(({ status }) => status !== null).length]).toEqual([count, onTrack + behind + stuck]);
    }
    expect(accounts).toHaveLength(40);
  });

  test("of another day tells of that day", async () => {
    expect((await board("--as-of", "2025-09-01")).stages).not.toEqual((await board()).stages);
  });
});

test("the stage is the one in score, explain and history", async () => {
  const [one] = (await board()).accounts.filter(({ lines }) => lines[0]?.stage === "value_realisation");
  const { out: scores } = await bellwether("score", "--json");
  expect((JSON.parse(scores) as { accounts: { account: string; stage: string; journey: unknown[] }[] }).accounts.find(({ account }) => account === one?.account)).toMatchObject({ stage: "value_realisation", journey: [{ stage: "value_realisation", since: one?.lines[0]?.since }] });
  expect((await bellwether("explain", one?.account ?? "")).out).toMatch(/\nIn Value realisation since \d{4}-\d\d-\d\d, \d+ days?: (on track|behind|stuck)/);
  expect((await bellwether("history", one?.account ?? "")).out).toMatch(/\nStages\nday +from +to +score\n[^]*Value realisation/);
});

test("one account: stages since when, by whom and why, milestones and goals", async () => {
  const [one] = (await board()).accounts.filter(({ lines }) => lines[0]?.stage === "expansion");
  const { out } = await bellwether("journey", one?.name ?? "", "--pack", "examples/post-sale-journey");
  expect(out).toContain(`${one?.name}  account ${one?.account}, as of 2026-03-01\n\nIn Expansion since `);
  expect(out).toMatch(/\nStages\nsince +stage +by[^]*\nMilestones\nfirst +milestone\n[^]*\nGoals\ngoal +measure/);
});

describe("cohorts", () => {
  test("tell times with those on their way, stages, and health", async () => {
    const { out } = await bellwether("journey", "--cohorts", "--pack", "examples/post-sale-journey");
    expect(out).toMatch(/Time to onboard, in days\nstarted +accounts +done +a quarter +half +three quarters[^]*\nall +\d+[^]*Time to first value[^]*Time in each stage[^]*on the way already when the log begins[^]*Health of customers by start (month|year) and stage/);
    expect(out.split("\n").filter((line) => line.length > 140)).toEqual([]);
  });

  test("as JSON: curves fall, and end where everybody is done", async () => {
    const { lines } = JSON.parse((await bellwether("journey", "--cohorts", "--json")).out) as { lines: { onboarded: Record<string, { accounts: number; done: number; curve: { left: number }[] }> }[] };
    const all = lines[0]?.onboarded["all"];
    expect(all?.accounts).toBeGreaterThanOrEqual(all?.done ?? Infinity);
    expect(all?.curve.length).toBeGreaterThan(3);
    expect(all?.curve.map(({ left }) => left)).toEqual(all?.curve.map(({ left }) => left).toSorted((one, other) => other - one));
  });
});

test("several lines of business stand side by side", async () => {
  const line = (id: string): object => ({ stages: [{ id: "begun", exit: { when: { contract: "months", over: 6 } } }, { id }], products: [id === "grown" ? "growth" : "other"] });
  const pack = join(root, "lines.yaml");
  await writeFile(pack, fileOf({ journey: { lines: { one: line("grown"), two: { ...line("ripe"), products: undefined } } } }).text.replaceAll(/\n +products: null/g, ""));
  const { out, error, exit } = await bellwether("journey", "--pack", pack);
  expect([exit, error]).toEqual([0, ""]);
  expect(out).toMatch(/line +stage +accounts[^]*\nOne +Begun[^]*\nTwo +Begun +\d+[^]*\nTwo +Ripe/);
});

test.each([
  [["journey", "--pack", "examples/monitoring"], "The pack examples/monitoring has no journey. The shortest one is the section `journey: { based_on: default }`: the seven usual stages."],
  [["journey", "a-00001", "--cohorts"], "--cohorts is about all accounts; leave out the account."],
  [["journey", "nobody"], "There is no account with the id or name `nobody`"],
])("%j is refused in words", async (args, message) => {
  const { error, exit } = await bellwether(...args);
  expect([exit, error]).toEqual([1, expect.stringContaining(message)]);
});
