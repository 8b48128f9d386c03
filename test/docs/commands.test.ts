import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { unpainted } from "../../src/cli/problem-text.ts";
import { wholeProgram } from "../support/command-line.ts";
import { docCommands, pages } from "../support/doc-commands.ts";

const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
const commands = pages.flatMap(docCommands);

/** The real program, whose commands are read and not carried out; throws what commander says against a line. */
async function read(args: readonly string[]): Promise<string> {
  let read = "";
  const program = wholeProgram({ data: "nowhere", now: 0 }, { out: () => {}, err: () => {}, paint: unpainted, exit: () => {} });
  // A group such as `learn` has no action of its own.
  const harmless = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} });
    if (command.commands.length === 0) command.action(() => void (read = command.parent === program ? command.name() : (command.parent?.name() ?? "")));
    command.commands.forEach(harmless);
  };
  program.commands.forEach(harmless);
  await program.parseAsync(["node", "bellwether", ...args]);
  return read;
}

describe("command lines of the documentation", () => {
  test("there are some", () => {
    expect(commands.filter(({ program }) => program === "bellwether").length).toBeGreaterThan(20);
  });

  test.each(commands.filter(({ program }) => program === "bellwether"))("$place is understood", async ({ args }) => {
    const name = args.find((word, index) => !word.startsWith("--") && !["--data", "--workspace"].includes(args[index - 1] ?? ""));
    expect(await read(args)).toBe(name);
  });

  test.each(commands.filter(({ program, args }) => program === "npm" && args[0] === "run"))("$place is a script of the package", ({ args }) => {
    expect(Object.keys(scripts)).toContain(args[1]);
  });

  test("an option that doesn't exist would be noticed", async () => {
    await expect(read(["score", "--pakc", "pack"])).rejects.toThrow(/unknown option/);
  });
});

test.each(pages)("links of %s lead to files that are there", (page) => {
  const links = [...readFileSync(page, "utf8").matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target = ""]) => target).filter((target) => !/^\w+:/.test(target));
  expect(links.filter((target) => !existsSync(join(dirname(page), target)))).toEqual([]);
});

test.each(pages)("packs that %s names are there", (page) => {
  const named = docCommands(page).flatMap(({ args }) => args.filter((word) => word.startsWith("examples/")));
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});
