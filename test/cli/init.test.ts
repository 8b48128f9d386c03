import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { register as registerCheck } from "../../src/cli/check.ts";
import { register } from "../../src/cli/init.ts";
import type { MappingGuess } from "../../src/cli/wire.ts";
import { packJsonSchema } from "../../src/pack/json-schema.ts";
import { type Ran, run } from "../support/terminal.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bellwether-init-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const seen = { count: 9, accounts: 3, users: 20, properties: {} };
const currency = { numbers: 0, texts: ["Euro", "CHF"] };
const guess: MappingGuess = {
  mapping: "# the mapping\n",
  facts: { accounts: 3, firstEvent: 0, lastEvent: 400 * 86_400_000, events: { login: seen, contract_changed: { ...seen, properties: { currency } } }, traits: {} },
  questions: ["signup.csv: is 03/04/2025 in column `date` the 3rd of April or the 4th of March?"],
};

function init(args: readonly string[], found = guess, timezone = "Asia/Kolkata"): Promise<Ran> {
  const ports = { timezone, exampleMapping: () => "# an example\n", guessMapping: () => Promise.resolve(found) };
  return run((program, terminal) => register(program, { terminal, ...ports }), ["init", ...args]);
}

const check = (path: string): Promise<Ran> => run((program, terminal) => registerCheck(program, { terminal, dataFacts: () => Promise.resolve(undefined) }), ["check", path, "--strict"]);
const read = (...path: string[]): string => readFileSync(join(folder, ...path), "utf8");

describe("a first pack", () => {
  test("for data to come: it passes the check without a word, and editors can complete it", async () => {
    const { out, exit } = await init([folder]);
    expect(exit).toBe(0);
    expect(out).toContain(`wrote ${join(folder, "pack", "health.yaml")}`);
    expect(await check(join(folder, "pack"))).toMatchObject({ exit: 0 });
    expect(read("import.yaml")).toBe("# an example\n");
    expect(read("pack", "health.yaml")).toContain("$schema=./pack.schema.json");
    expect(JSON.parse(read("pack", "pack.schema.json"))).toEqual(packJsonSchema());
  });

  test("for the data that is there, in its currency and the machine's zone", async () => {
    const { out } = await init([join(folder, "new"), "--from", folder]);
    expect(read("new", "import.yaml")).toBe("# the mapping\n");
    expect(read("new", "pack", "health.yaml")).toMatch(/timezone: Asia\/Kolkata[^]*currency: CHF[^]*users_active:/);
    expect(out).toContain("? signup.csv: is 03/04/2025");
  });

  test("in the zone and currency that were named", async () => {
    await init([folder, "--timezone", "America/New_York", "--currency", "USD"]);
    expect(read("pack", "health.yaml")).toMatch(/timezone: America\/New_York[^]*currency: USD/);
  });
});

describe("nothing is written", () => {
  test.each([
    ["over a pack", ["pack", "mine.yaml"], "mine.yaml"],
    ["over a mapping", ["import.yaml"], "import.yaml"],
  ])("%s", async (_name, path, named) => {
    mkdirSync(join(folder, "pack"));
    writeFileSync(join(folder, ...path), "mine");
    const { error, exit } = await init([folder]);
    expect(exit).toBe(1);
    expect(error).toContain(`${named} is already there, and init never overwrites`);
    expect(read(...path)).toBe("mine");
    expect(existsSync(join(folder, "pack", "health.yaml"))).toBe(false);
  });

  test.each([
    ["for a zone that isn't one", ["--timezone", "Europe/Berln"], "did you mean `Europe/Berlin`?"],
    ["for a currency that isn't one", ["--currency", "euro"], "unknown currency `euro`"],
    ["for a folder that isn't there", ["--from", "nowhere"], "there is no folder nowhere"],
  ])("%s", async (_name, options, message) => {
    const { error, exit } = await init([folder, ...options]);
    expect([exit, existsSync(join(folder, "pack"))]).toEqual([1, false]);
    expect(error).toContain(message);
  });

  test("for data that feeds no metric", async () => {
    const { error, exit } = await init([folder, "--from", folder], { ...guess, facts: { accounts: 3, events: {}, traits: {} } });
    expect([exit, existsSync(join(folder, "pack"))]).toEqual([1, false]);
    expect(error).toContain("holds nothing that a metric could be made of");
  });

  test("when a file stands where a folder should be", async () => {
    writeFileSync(join(folder, "file"), "mine");
    const { error, exit } = await init([join(folder, "file", "below")]);
    expect(exit).toBe(1);
    expect(error).toContain("nothing was written");
  });
});
