import { readdirSync } from "node:fs";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { wholeProgram } from "../support/command-line.ts";
import { golden, goldenPath } from "../support/golden.ts";
import { unpainted } from "../../src/cli/problem-text.ts";

const program = wholeProgram({ data: "nowhere", now: 0 }, { out: () => {}, err: () => {}, paint: unpainted, exit: () => {} });

/** As on a terminal of 100 columns. */
function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (part) => void (text += part), getOutHelpWidth: () => 100, getOutHasColors: () => false });
  command.outputHelp();
  return text.trimEnd();
}

/** With their groups' names, such as `learn-backtest`. */
const commands = program.commands.flatMap((command) => [command, ...command.commands].map((one) => ({ page: one === command ? one.name() : `${command.name()}-${one.name()}`, command: one })));

test.each(commands)("help of $page", ({ page, command }) => {
  const text = helpOf(command);
  expect(text).toBe(golden(`help/${page}.txt`, text));
});

test("every command has its page, and every page its command", () => {
  const pages = readdirSync(goldenPath("help")).map((file) => file.replace(/\.txt$/, ""));
  expect(pages.toSorted()).toEqual(commands.map(({ page }) => page).toSorted());
});
