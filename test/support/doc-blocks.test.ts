import { expect, test } from "vitest";
import { blocksOf } from "./doc-blocks.ts";

const page = (...lines: readonly string[]): string => lines.join("\n");

test("blocks come with their language, heading and place", () => {
  const text = page(
    "# Title",
    "",
    "## Setup",
    "```sh",
    "npm test",
    "```",
    "words",
    "",
    "~~~",
    "# no heading",
    "",
    "~~~",
    "```yaml title",
    "a: 1",
    "```",
  );
  expect(blocksOf(text, "page.md")).toEqual([
    { language: "sh", text: "npm test", place: "page.md:4", line: 5, heading: "Setup" },
    { language: "", text: "# no heading\n", place: "page.md:9", line: 10, heading: "Setup" },
    { language: "yaml", text: "a: 1", place: "page.md:13", line: 14, heading: "Setup" },
  ]);
});

test("a block can show a block, and lines end as they do on Windows", () => {
  const text = ["````md", "```yaml", "a: 1", "```", "````"].join("\r\n");
  expect(blocksOf(text, "page.md")).toMatchObject([{ language: "md", text: "```yaml\na: 1\n```" }]);
});

test("a block in a list loses the list's indent and keeps its own", () => {
  const text = page("- item", "  ```yaml", "  a:", "    b: 1", "", "  ```");
  expect(blocksOf(text, "page.md")).toMatchObject([{ text: "a:\n  b: 1\n" }]);
});

test("code within a line opens nothing", () => {
  expect(blocksOf(page("```not a block```", "words"), "page.md")).toEqual([]);
});

test("a block that is never closed is named", () => {
  expect(() => blocksOf(page("words", "```sh", "npm test"), "page.md")).toThrow("page.md:2: this block is never closed; end it with ```");
});
