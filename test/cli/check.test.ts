import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { register as registerCheck } from "../../src/cli/check.ts";
import type { DataFacts } from "../../src/pack/data-facts.ts";
import { fileOf, soundSections } from "../support/pack.ts";
import { type Ran, run } from "../support/terminal.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bellwether-check-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function check(args: readonly string[], facts?: DataFacts): Promise<Ran> {
  return run((program, terminal) => registerCheck(program, { terminal, dataFacts: () => Promise.resolve(facts) }), ["check", ...args]);
}

function write(name: string, text: string | Buffer): void {
  writeFileSync(join(folder, name), text);
}

const { metrics } = soundSections;
const sound = fileOf().text;
const warned = fileOf({ metrics: { ...metrics, spare: { kind: "recency" } } }).text;

describe("exit codes", () => {
  test.each([
    ["a sound pack", sound, [], 0],
    ["warnings", warned, [], 0],
    ["warnings with --strict", warned, ["--strict"], 2],
    ["a sound pack with --strict", sound, ["--strict"], 0],
    ["errors", "metrics: 5", [], 1],
    ["errors with --strict", "metrics: 5", ["--strict"], 1],
    ["an empty file", "", [], 1],
  ])("%s", async (_name, text, options, exit) => {
    write("health.yaml", text);
    expect(await check([folder, ...options])).toMatchObject({ exit, error: "" });
  });
});

describe("what is printed", () => {
  test("a sound pack is summed up", async () => {
    write("health.yaml", sound);
    expect((await check([folder])).out).toBe("Sound (4 metrics, 2 categories, 0 segments): 0 errors, 0 warnings\n");
  });

  test("as JSON, for scripts", async () => {
    write("health.yaml", warned);
    const { out } = await check([folder, "--json"]);
    expect(JSON.parse(out)).toMatchObject({ ok: true, errors: 0, warnings: 1, problems: [{ code: "unused-metric", place: { file: join(folder, "health.yaml"), line: 29 } }] });
  });

  test("no more than anybody reads", async () => {
    write("health.yaml", Array.from({ length: 150 }, (_, index) => `key${index}: 1`).join("\n"));
    expect((await check([folder])).out).toContain("… and 53 more; correct these first, or see all with --json");
  });
});

describe("which files are read", () => {
  test("all YAML files of the folder, not those below it, nor the mapping, nor anything else", async () => {
    write("import.yaml", "files: []");
    write("a.yaml", sound);
    write("b.yml", "segments: { big: { when: { contract: mrr, over: 1 } } }\n");
    write("notes.md", "# not YAML: [");
    mkdirSync(join(folder, "old"));
    writeFileSync(join(folder, "old", "c.yaml"), "metrics: 5");
    expect((await check([folder])).out).toContain("1 segment)");
  });

  test("one file by its name", async () => {
    write("a.yaml", sound);
    write("b.yaml", "metrics: 5");
    expect(await check([join(folder, "a.yaml")])).toMatchObject({ exit: 0 });
  });

  test.each([
    ["a folder that isn't there", () => join(folder, "nowhere"), "there is no such folder"],
    ["a folder without YAML", () => folder, "the folder holds no .yaml file"],
    ["a link to nothing", () => (symlinkSync("gone", join(folder, "a.yaml")), folder), "the file can't be read: ENOENT"],
    ["a file of ten megabytes", () => (write("a.yaml", Buffer.alloc(10_000_000, "a")), folder), "the file has 10000000 bytes"],
    ["binary", () => (write("a.yaml", Buffer.from([0, 159, 146, 150])), folder), "the file is not UTF-8 text"],
    ["UTF-16", () => (write("a.yaml", Buffer.from("\uFEFFpack:\n", "utf16le")), folder), "the file is not UTF-8 text"],
  ])("%s is a problem that names it", async (_name, path, message) => {
    const { out, exit } = await check([path()]);
    expect(exit).toBe(1);
    expect(out).toContain(message);
    expect(out).toContain(folder);
  });
});

describe("with the data", () => {
  test("names that were never seen are pointed out", async () => {
    write("health.yaml", sound);
    const facts: DataFacts = { accounts: 1, events: { ticket_opened: { count: 1, accounts: 1, users: 0, properties: {} } }, traits: {} };
    expect((await check([folder, "--with-data"], facts)).out).toContain("no event `ticket_closed` was ever seen");
    expect((await check([folder], facts)).out).not.toContain("ever seen");
  });

  test("without any it says so and checks the rest", async () => {
    write("health.yaml", sound);
    expect(await check([folder, "--with-data"])).toMatchObject({ exit: 0, error: "nothing was imported yet, so there is no data to compare the pack with\n" });
  });
});
