import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandLine } from "../support/command-line.ts";
import { docCommands } from "../support/doc-commands.ts";

const page = "docs/guide/judgement.md";
const place = { data: "", now: Date.UTC(2026, 2, 1, 12) };
let root = "";

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "bellwether-guide-"));
  place.data = join(root, "data");
  await commandLine(place, ["simulate", "--preset", "small", "--to", "2026-03-01"]);
}, 120_000);
afterAll(() => rm(root, { recursive: true, force: true }));

test("every command of the page works, and what was recorded is there", async () => {
  // Keys are a matter of another guide.
  const commands = docCommands(page).filter(({ args }) => args[0] !== "keys");
  expect(commands.length).toBeGreaterThan(10);
  let listed = "";
  for (const { place: where, args } of commands) {
    place.now += 60_000;
    const { exit, error, out } = await commandLine(place, args);
    expect([where, exit, error]).toEqual([where, 0, ""]);
    if (args[1] === "list") listed = out;
    if (args[0] === "due") expect(out).toMatch(/overdue/);
  }
  for (const said of ["the new sponsor", "Utilisation", "20 % off", "they have told", "Prefers mornings."]) expect(listed).toContain(said);
}, 180_000);
