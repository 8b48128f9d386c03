import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { outcomeDefinitionSchema } from "../insights/outcomes/definition.ts";
import type { Pack } from "../pack/schema.ts";
import { definitionOf, type LearnOptions, learnOptions } from "./learn-options.ts";

/** The options as commander reads them from a command line. */
function read(...args: string[]): LearnOptions {
  const command = learnOptions(new Command("question")).exitOverride().configureOutput({ writeErr: () => {} });
  command.parse(args, { from: "user" });
  return command.opts<LearnOptions>();
}

const packWith = (outcomes?: object): Pack => ({ ...(outcomes && { outcomes: outcomeDefinitionSchema.parse(outcomes) }) }) as Pack;

describe("what counts as what", () => {
  test("the command line over the pack over the defaults", () => {
    const pack = packWith({ grace: "14d", trust: "recorded", leads: [15, 30] });
    expect(definitionOf(pack, read("--grace", "7d", "--merge-gap", "8w", "--count", "churned,renewed"))).toMatchObject({
      grace: { days: 7 }, merge_gap: { days: 56 }, recorded: ["churned", "renewed"], trust: "recorded", leads: [15, 30], product_loss: "contraction",
    });
    expect(definitionOf(packWith(), read())).toEqual(outcomeDefinitionSchema.parse({}));
    expect(definitionOf(packWith(), read("--count", "none", "--leads", "20"))).toMatchObject({ recorded: [], leads: [20] });
  });

  test("a pause shorter than the grace period is refused, and says what to do", () => {
    expect(() => definitionOf(packWith({ merge_gap: "40d" }), read("--grace", "60d"))).toThrow(/merge gap of 40d is shorter than the grace period of 60d.*--merge-gap/);
  });

  test.each([
    [["--grace", "a month"], /Write a duration such as 30d/],
    [["--count", "gone"], /There is no outcome `gone`/],
    [["--leads", "60,30"], /ascending/],
    [["--trust", "me"], /Allowed choices are contracts, recorded/],
  ])("%j is refused", (args, message) => {
    expect(() => read(...args)).toThrow(message);
  });
});
