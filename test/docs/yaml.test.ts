import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { parseMapping } from "../../src/connectors/csv/mapping-file.ts";
import { kinds } from "../../src/connectors/csv/mapping.ts";
import { InputRefused } from "../../src/engine/import-source.ts";
import { checkPack } from "../../src/pack/check.ts";
import { modelSchema } from "../../src/scores/model.ts";
import { type DocBlock, docBlocks } from "../support/doc-blocks.ts";

const yamlOf = (page: string): DocBlock[] => docBlocks(page).filter(({ language }) => language === "yaml");

/** A block is a whole mapping, or files of one. Gives the problems, none when it can be used. */
function mappingProblems({ text, place }: DocBlock): string[] {
  const whole = text.startsWith("source:") ? text : `source: test\ntimezone: UTC\ncurrency: EUR\nfiles:\n${text.replaceAll(/^/gm, "  ")}`;
  try {
    parseMapping(place, whole);
    return [];
  } catch (error) {
    if (!(error instanceof InputRefused)) throw error;
    return error.problems.map((problem) => `${problem.place}: ${problem.message}`);
  }
}

describe("docs/guide/importing.md", () => {
  const blocks = yamlOf("docs/guide/importing.md");

  test.each(blocks)("$place is a mapping that import takes", (block) => {
    expect(mappingProblems(block)).toEqual([]);
  });

  test.each(kinds)("%s have a section with an example", (kind) => {
    expect(blocks.filter(({ heading, text }) => heading === kind && text.includes(`${kind}:`))).not.toEqual([]);
  });

  test("a key that doesn't exist would be noticed", () => {
    expect(mappingProblems({ ...(blocks[0] as DocBlock), text: "- file: a.csv\n  acounts: { account: id, time: t }" })).not.toEqual([]);
  });
});

test.each(yamlOf("docs/guide/explaining.md"))("$place is a whole pack without a problem", ({ text, place }) => {
  expect(checkPack([{ path: place, text }]).problems.map(({ message }) => message)).toEqual([]);
});

test.each(yamlOf("docs/guide/first-hour.md"))("$place are metrics of a category", ({ text }) => {
  const read = modelSchema.safeParse({ categories: { product: { weight: 1, metrics: parse(text) as unknown } } });
  expect(read.success ? "" : z.prettifyError(read.error)).toBe("");
});
