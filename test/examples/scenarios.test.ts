import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandLine } from "../support/command-line.ts";
import { exampleNames } from "../support/example-packs.ts";

test.each(exampleNames)("%s does what its tests say", async (name) => {
  const own = join("examples", name, "pack");
  const { out, error, exit } = await commandLine({ data: "nowhere", now: 0 }, ["test", existsSync(own) ? own : join("examples", name)]);
  expect([exit, error]).toEqual([0, ""]);
  expect(out).toMatch(/: \d+ scenarios, \d+ expectations: all as expected/);
}, 60_000);
