import { readFileSync, writeFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandLine, repositoryRoot } from "../support/command-line.ts";
import { docBlocks } from "../support/doc-blocks.ts";
import { docCommands } from "../support/doc-commands.ts";

const page = "docs/guide/plan.md";
const place = { data: "", now: Date.UTC(2026, 2, 1, 0) };
let root = "";
const folders = (words: readonly string[]): string[] => words.map((word) => (word === "draft" || word === "pack" ? join(root, word) : word));

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "bellwether-guide-"));
  place.data = join(root, "data");
  for (const folder of ["pack", "draft"]) await cp(join(repositoryRoot, "examples/three-categories"), join(root, folder), { recursive: true });
  const product = join(root, "draft", "product.yaml");
  writeFileSync(product, readFileSync(product, "utf8").replace(/^ {6}weight: 50/m, "      weight: 90"));
  await commandLine(place, ["simulate", "--preset", "small", "--to", "2026-03-01"]);
}, 120_000);
afterAll(() => rm(root, { recursive: true, force: true }));

test("what the page shows is what comes out", async () => {
  const shown = docBlocks(page).find(({ language }) => language === "text")?.text.split("\n").filter((line) => line !== "" && line !== "…") ?? [];
  const { out } = await commandLine(place, folders(["plan", "draft", "--against", "pack"]));
  const lines = out.replaceAll(`${root}/`, "").split("\n");
  expect(shown.length).toBeGreaterThan(15);
  expect(shown.filter((line) => !lines.includes(line))).toEqual([]);
}, 120_000);

test("every command of the page works", async () => {
  const commands = docCommands(page);
  expect(commands.map(({ args }) => args[0])).toEqual(["plan", "plan", "apply", "versions", "versions", "pull"]);
  for (const { place: where, args } of commands) {
    const { exit, error } = await commandLine(place, folders(args));
    expect([where, exit, error]).toEqual([where, args[0] === "plan" ? 2 : 0, ""]);
  }
  const texts = ["pack", "draft"].map((folder) => readFileSync(join(root, folder, "product.yaml"), "utf8"));
  expect(texts[0]).toBe(texts[1]);
}, 120_000);
