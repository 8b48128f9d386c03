import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startChild } from "../support/child.ts";
import { commandLine } from "../support/command-line.ts";
import type { Ran } from "../support/terminal.ts";

const now = Date.UTC(2026, 2, 1, 12);
let root = "";
const on = (directory: string, args: readonly string[]): Promise<Ran> => commandLine({ data: join(root, directory), now }, args);
const bellwether = (...args: string[]): Promise<Ran> => on("data", args);

interface Listed {
  readonly account: string;
  readonly name: string;
  readonly band: string;
  readonly score: number | null;
}

async function accounts(...options: string[]): Promise<readonly Listed[]> {
  const { out } = await bellwether("score", "--json", ...options);
  return (JSON.parse(out) as { accounts: readonly Listed[] }).accounts;
}

let red: Listed;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "bellwether-cli-"));
  const { exit } = await bellwether("simulate", "--preset", "small", "--to", "2026-03-01");
  expect(exit).toBe(0);
  red = (await accounts()).find(({ band }) => band === "red") as Listed;
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("score", () => {
  test("prints the worst, who is nearly there, and all; no line is wider than a screen", async () => {
    const { out, exit } = await bellwether("score", "-n", "3");
    expect(exit).toBe(0);
    expect(out).toMatch(/^Three categories, as of 2026-03-01 \(Europe\/Berlin\), version [0-9a-f]{12}\n[^]*Worst: [^]*Nearly there: [^]*All \d+ accounts\n[^]*Scored [\d,]+ account-days/);
    expect(out.split("\n").filter((line) => line.length > 125)).toEqual([]);
  });

  test("as JSON: every account with what explains it, and instants that anybody can read", async () => {
    const [first] = await accounts("--as-of", "2026-02-01");
    expect(first).toMatchObject({ asOf: "2026-01-31T23:00:00.000Z", metrics: expect.any(Array), categories: expect.any(Array), computed: { since: expect.stringMatching(/T/) } });
  });

  test("as of another day it is another score", async () => {
    const scores = (list: readonly Listed[]): Map<string, number | null> => new Map(list.map(({ account, score }) => [account, score]));
    expect(scores(await accounts("--as-of", "2025-12-01"))).not.toEqual(scores(await accounts()));
  });

  test.each([
    ["a day that isn't one", ["--as-of", "2026-02-30"], "--as-of takes a date such as 2026-03-29 or the word now, not `2026-02-30`."],
    ["a word", ["--as-of", "Tomorrow"], "not `Tomorrow`."],
    ["a day before the data", ["--as-of", "2001-01-01"], "The data begins on 2025-05"],
    ["a limit that is no number", ["-n", "all"], "Write a whole number of at least 1"],
    ["a pack that isn't there", ["--pack", "nowhere"], "The pack nowhere has 1 error, 0 warnings, so nothing was scored."],
    ["an option that doesn't exist", ["--as-off", "now"], "(Did you mean --as-of?)"],
  ])("refuses %s in words", async (_name, options, message) => {
    const { error, exit } = await bellwether("score", ...options);
    expect(exit).toBe(1);
    expect(error).toContain(message);
  });
});

describe("explain", () => {
  test("by name: what pulls it down most, what is missing, and a sum that is the score", async () => {
    const { out, exit } = await bellwether("explain", red.name);
    expect(exit).toBe(0);
    expect(out).toContain(`${red.name}  ${red.score?.toFixed(1)}  ■ red since `);
    expect(out).toMatch(/Pulled down most by .+: it costs \d+\.\d points\.\n\d+\.\d points are missing to yellow/);
    expect(out).toMatch(/\nWeighted mean \d+\.\d, resting on \d+ % of the weight\./);
    expect(out).toMatch(/\nSince 2026-02-22/);
  });

  test("as JSON: the parts of the difference add up", async () => {
    const { out } = await bellwether("explain", red.account, "--json", "--since", "2026-01-01");
    const { score, difference } = JSON.parse(out) as { score: number; difference: { from: number; to: number; parts: { points: number }[] } };
    expect(difference.to).toBe(score);
    expect(difference.parts.reduce((sum, { points }) => sum + points, difference.from)).toBeCloseTo(difference.to, 9);
  });

  test("of an account that isn't there names those that may have been meant", async () => {
    const { error, exit } = await bellwether("explain", red.name.slice(0, -2));
    expect([exit, error]).toEqual([1, expect.stringContaining(`; did you mean \`${red.name}\``)]);
    expect((await bellwether("explain", "zz")).error).toBe("There is no account with the id or name `zz`; `bellwether score` lists those there are.\n");
  });

  test("with a day that isn't one, of the option that it was written after", async () => {
    expect((await bellwether("explain", red.account, "--since", "monday")).error).toContain("--since takes a date");
  });
});

describe("history", () => {
  test("prints bars, months and the changes of band", async () => {
    const { out, exit } = await bellwether("history", red.account);
    expect(exit).toBe(0);
    expect(out).toMatch(new RegExp(`^${red.name}  \\d+ days, 202\\d-\\d\\d-\\d\\d to 2026-03-01; a bar for each week\n[▁▂▃▄▅▆▇█·]+\n\nend of month `));
  });

  test("ends on the day that was asked for, whatever was scored before", async () => {
    const { out } = await bellwether("history", red.account, "--json", "--as-of", "2026-02-01");
    const points = JSON.parse(out) as { asOf: string }[];
    expect(points.at(-1)?.asOf).toBe("2026-01-31T23:00:00.000Z");
    expect(points.map(({ asOf }) => asOf)).toEqual(points.map(({ asOf }) => asOf).toSorted());
  });
});

describe("check --with-data", () => {
  test("finds nothing that the default pack misses in simulated data", async () => {
    const { out, exit } = await bellwether("check", "examples/three-categories", "--with-data", "--strict");
    expect([exit, out]).toEqual([0, expect.stringContaining("0 errors, 0 warnings")]);
  });
});

describe("demo and simulate", () => {
  test("demo shows the data that is there instead of mixing in a company", async () => {
    const { out } = await bellwether("demo", "-n", "1", "--exit");
    expect(out).toMatch(/^The data directory holds data already[^]*All \d\d accounts/);
  });

  test.each([
    ["how many", ["--accounts", "none"], "Write a whole number of at least 1"],
    ["which preset", ["--preset", "huge"], "Allowed choices are demo, small"],
    ["until when", ["--to", "soon"], "--to takes a date"],
  ])("simulate refuses to guess %s", async (_name, options, message) => {
    expect(await bellwether("simulate", ...options)).toMatchObject({ exit: 1, error: expect.stringContaining(message) });
  });
});

test("a data directory in use is refused with what to do", async () => {
  const child = startChild(join(import.meta.dirname, "../faults/holder.child.ts"), [join(root, "held")]);
  await child.nextLine();
  const { error, exit } = await on("held", ["score"]);
  await child.kill();
  expect([exit, error]).toEqual([1, expect.stringMatching(/held is in use by another process \(process \d+\)\. Stop that one first, or choose another directory with --data\.\n$/)]);
});

test.each([["score"], ["explain", "acme"], ["history", "acme"]])("without any data `%s` says how to bring some in", async (...args) => {
  const { error, exit } = await on("empty", args);
  expect([exit, error]).toEqual([1, expect.stringMatching(/There is no data yet\. `bellwether import <folder>`/)]);
});
