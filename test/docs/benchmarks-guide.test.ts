import { readFileSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkPack } from "../../src/pack/check.ts";
import { commandLine } from "../support/command-line.ts";
import { docBlocks } from "../support/doc-blocks.ts";
import { docCommands } from "../support/doc-commands.ts";

const page = "docs/guide/benchmarks.md";
const place = { data: "", now: Date.UTC(2026, 2, 1, 12) };
const example = "examples/three-categories";
/** The pack that the page speaks of. */
const files = readdirSync(example).filter((name) => name.endsWith(".yaml") && !name.startsWith("tests")).map((name) => ({ path: name, text: readFileSync(join(example, name), "utf8") }));
let account = "";

beforeAll(async () => {
  place.data = await mkdtemp(join(tmpdir(), "bellwether-guide-"));
  await commandLine(place, ["simulate", "--preset", "small", "--to", "2026-03-01"]);
  const { out } = await commandLine(place, ["score", "--json"]);
  account = (JSON.parse(out) as { accounts: { account: string }[] }).accounts[0]?.account ?? "";
}, 120_000);
afterAll(() => rm(place.data, { recursive: true, force: true }));

test("every command of the page works", async () => {
  const commands = docCommands(page);
  expect(commands.map(({ args }) => args[0])).toEqual(["benchmarks", "benchmarks", "revenue", "revenue", "spread", "model"]);
  for (const { place: where, args } of commands) {
    // The page names accounts of a larger company.
    const { exit, error } = await commandLine(place, args.map((word) => (word.includes(" ") ? account : word)));
    expect([where, exit, error]).toEqual([where, 0, ""]);
  }
}, 120_000);

test.each(docBlocks(page).filter(({ language }) => language === "yaml"))("$place can stand in a pack, and nothing is to be said about it", ({ text, place: where }) => {
  expect(checkPack([...files, { path: where, text }]).problems.map(({ message }) => message)).toEqual([]);
});
