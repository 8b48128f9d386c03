import { describe, expect, test } from "vitest";
import { readYaml } from "./read-yaml.ts";
import { type Tree, find, toPlain } from "./tree.ts";

const read = (text: string): ReturnType<typeof readYaml> => readYaml({ path: "a.yaml", text });
const problems = (text: string): string[] => read(text).problems.map(({ code, place }) => `${place.line}:${place.column} ${code}`);

describe("values", () => {
  test.each([
    ["`no` is a text", "a: no", { a: "no" }],
    ["a date is a text", "a: 2026-03-29", { a: "2026-03-29" }],
    ["keys are what was typed", "1.0: a\ntrue: b", { "1.0": "a", true: "b" }],
    ["an alias is what it stands for", "a: &x [1, 2]\nb: *x", { a: [1, 2], b: [1, 2] }],
    ["Windows line ends and a byte order mark", "\uFEFFa: 1\r\nb: 2\r\n", { a: 1, b: 2 }],
    ["nothing written", "a:", { a: null }],
  ])("%s", (_name, text, value) => {
    const { tree, problems } = read(text);
    expect(problems).toEqual([]);
    expect(toPlain(tree as Tree)).toEqual(value);
  });

  test("an empty file and one of comments have no value and no problem", () => {
    expect(read("")).toMatchObject({ problems: [] });
    expect(read("# nothing yet\n").tree).toBeUndefined();
  });

  test("each value and key knows its place and its text", () => {
    const { tree } = read("metrics:\n  logins: { window: 30d }\n");
    const found = find(tree as Tree, ["metrics", "logins", "window"]);
    expect(found.tree.place).toEqual({ file: "a.yaml", line: 2, column: 21, text: "30d" });
    expect(found.key).toEqual({ file: "a.yaml", line: 2, column: 13, text: "window" });
  });
});

describe("bad input is refused with its place", () => {
  test.each([
    ["a tab as indentation", "a:\n\tb: 1", ["2:1 syntax"]],
    ["a quote never closed", "a: 'x\nb: 1", ["2:5 syntax"]],
    ["a bracket never closed", "a: [1\nb: 2\n", ["2:1 syntax"]],
    ["a colon in a text", "why: use: it", ["1:6 syntax"]],
    ["a key twice", "a: 1\nb: 2\na: 3", ["3:1 duplicate-key"]],
    ["a key three times", "a: 1\na: 2\na: 3", ["2:1 duplicate-key", "3:1 duplicate-key"]],
    ["a key that is a list", "? [a]\n: 1", ["1:3 bad-key"]],
    ["no key", "~: 1", ["1:1 bad-key"]],
    ["a key that every object has", "__proto__: { a: 1 }", ["1:1 bad-key"]],
    ["not a number", "a: [.nan, .inf, -.inf, 1e999]", ["1:5 not-finite", "1:11 not-finite", "1:17 not-finite", "1:24 not-finite"]],
    ["an alias of nothing", "a: *x", ["1:4 syntax"]],
    ["an alias of itself", "a: &x [1, *x]", ["1:11 self-alias"]],
    ["two documents", "a: 1\n---\nb: 2", ["2:1 unsupported-yaml"]],
    ["a tag", "a: !binary aGk=", ["1:4 unsupported-yaml"]],
    ["an older YAML, where `no` is false", "%YAML 1.1\n---\na: no", ["1:1 unsupported-yaml"]],
    ["binary", "a: 1\nb: \0\u0001", ["2:4 not-text"]],
    ["another encoding read as UTF-8", "name: M\uFFFDller", ["1:8 not-text"]],
    ["a value that is nested too deeply", `${"{a: ".repeat(60)}1${"}".repeat(60)}`, ["1:205 too-large"]],
  ])("%s", (_name, text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  test("more brackets than any stack holds are one problem", () => {
    expect(problems("[".repeat(100_000))).toEqual([expect.stringMatching(/^1:\d+ too-large$/)]);
  });

  test("a bomb of aliases is refused before it goes off", () => {
    const levels = Array.from({ length: 30 }, (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(10)}]`);
    expect(problems(["l0: &l0 [x]", ...levels].join("\n"))).toEqual([expect.stringMatching(/^5:\d+ too-large$/)]);
  });

  test("two hundred megabytes in one line are refused unread", () => {
    expect(problems("x".repeat(200_000_000))).toEqual(["1:1 too-large"]);
  });

  test("a file full of mistakes reports the first ones", () => {
    expect(problems("a: @x\n".repeat(2000)).filter((problem) => problem.endsWith("syntax"))).toHaveLength(5);
  });
});
