import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { type CodeFile, codeFile, codeFiles, declaredFolders, repositoryFiles } from "./support/source-tree.ts";
import { bannedIdentifiers, bannedNames, doors, impure, mostLines, mostReadmeLines, privateText } from "./support/house-rules.ts";

/** Style is a test: what STYLE.md asks for and a machine can see. Each complaint says where and what to do. */
const folders = declaredFolders();
const files = repositoryFiles();
const code = codeFiles(files);
const source = code.filter((file) => file.folder !== undefined);
const rank = new Map(folders.map((folder, index) => [folder.name, index]));
const kindOf = new Map(folders.map((folder) => [folder.name, folder.kind]));

const none: readonly string[] = [];

test("there is something to look at", () => {
  expect(folders.length).toBeGreaterThan(5);
  expect(source.length).toBeGreaterThan(10);
  expect(files.map((file) => file.path)).toContain("ARCHITECTURE.md");
  expect(source.flatMap((file) => file.imports).length).toBeGreaterThan(source.length / 2);
});

describe("layout", () => {
  test("every folder of src is in the table of ARCHITECTURE.md", () => {
    const unknown = [...new Set(source.map((file) => file.folder ?? ""))].filter((folder) => !rank.has(folder));
    expect(unknown.map((folder) => `src/${folder}: add it to the folder table of ARCHITECTURE.md, at its place in the order`)).toEqual(none);
  });

  test("imports point up the table", () => {
    expect(source.flatMap(importsOutOfOrder)).toEqual(none);
  });

  test("no file imports itself through others", () => {
    expect(cycles(code).map((cycle) => `${cycle.join(" -> ")}: move what both need into a file of its own`)).toEqual(none);
  });

  test("each package has one door", () => {
    expect(source.flatMap(packagesBesideTheirDoor)).toEqual(none);
  });

  test("pure folders know no clock, no chance, no machine", () => {
    expect(source.filter(isPure).flatMap(impurities)).toEqual(none);
  });

  test("no barrel files", () => {
    const barrels = code.filter((file) => posix.basename(file.path) === "index.ts" || onlyExportsFrom(file));
    expect(barrels.map((file) => `${file.path}: import from the file that defines the thing, and delete this one`)).toEqual(none);
  });
});

describe("size and names", () => {
  test("files are at most 300 lines", () => {
    const long = code.map((file) => ({ ...file, lines: file.text.trimEnd().split("\n").length })).filter((file) => file.lines > mostLines);
    expect(long.map((file) => `${file.path}: ${file.lines} lines; split it by what it is about`)).toEqual(none);
  });

  test("no file or folder is a drawer for anything", () => {
    const drawers = files.flatMap(({ path }) => path.split("/").map((part) => [path, part.split(".")[0] ?? ""] as const)).filter(([, name]) => bannedNames.has(name));
    expect(drawers.map(([path, name]) => `${path}: name it after what it does, not \`${name}\``)).toEqual(none);
  });

  test("the words of the domain have no synonyms", () => {
    expect(code.flatMap((file) => wordsIn(file, bannedIdentifiers, (word, instead) => `\`${word}\` is called \`${instead}\` here`))).toEqual(none);
  });

  test("nothing is left for later", () => {
    const left = files.filter((file) => !file.path.startsWith("test/")).flatMap((file) => linesWith(file, /\b(?:TODO|FIXME|XXX)\b/));
    expect(left.map((place) => `${place}: do it, or write an issue`)).toEqual(none);
  });
});

describe("what the repository says", () => {
  test("each folder of src has a README of at most 30 lines", () => {
    const readmes = new Map(files.filter((file) => file.path.endsWith("/README.md")).map((file) => [file.path, file.text.trimEnd().split("\n").length]));
    const used = new Set(source.filter((file) => kindOf.get(file.folder ?? "") !== "root").map((file) => `src/${file.folder}/README.md`));
    const without = [...used].filter((path) => !readmes.has(path)).map((path) => `${path}: write what the folder owns, what it doesn't, and where to start reading`);
    const long = [...readmes].filter(([path, lines]) => path.startsWith("src/") && lines > mostReadmeLines).map(([path, lines]) => `${path}: ${lines} lines; keep it to ${mostReadmeLines}`);
    expect([...without, ...long]).toEqual(none);
  });

  test("no path of a machine and no registry host", () => {
    const told = files.flatMap((file) => privateText.filter((rule) => !rule.allowed.test(file.path)).flatMap((rule) => linesWith(file, rule.pattern).map((place) => `${place}: ${rule.instead}`)));
    expect(told).toEqual(none);
  });
});

describe("the rules themselves", () => {
  const file = (path: string, text: string): CodeFile => codeFile({ path, text });

  test.each([
    ["an import from a later folder", () => importsOutOfOrder(file("src/lib/a.ts", 'import { b } from "../scores/b.ts";'))],
    ["an import between adapters", () => importsOutOfOrder(file("src/cli/a.ts", 'import { b } from "../storage/b.ts";'))],
    ["an import of the page from the engine", () => importsOutOfOrder(file("src/web/portfolio/a.tsx", 'import { b } from "../../engine/b.ts";'))],
    ["an import from tests", () => importsOutOfOrder(file("src/lib/a.ts", 'import { b } from "../../test/support/b.ts";'))],
    ["an import that spans lines", () => importsOutOfOrder(file("src/lib/a.ts", 'import {\n  b,\n} from "../scores/b.ts";'))],
    ["a package beside its door", () => packagesBesideTheirDoor(file("src/scores/a.ts", 'import { Command } from "commander";'))],
    ["a path of a package beside its door", () => packagesBesideTheirDoor(file("src/scores/a.ts", 'import { parse } from "csv-parse/sync";'))],
    ["a clock", () => impurities(file("src/lib/a.ts", "const now = Date.now();"))],
    ["today", () => impurities(file("src/lib/a.ts", "const today = new Date();"))],
    ["a builtin module", () => impurities(file("src/lib/a.ts", 'import { readFileSync } from "node:fs";'))],
    ["a synonym", () => wordsIn(file("src/lib/a.ts", "const tenantId = 1;"), bannedIdentifiers, (word) => word)],
  ])("notice %s", (_name, complaints) => {
    expect(complaints()).toHaveLength(1);
  });

  test.each([
    ["words in comments and texts", 'const a = "Date.now()"; // Math.random()'],
    ["an instant made a date", "const a = new Date(instant);"],
    ["a quote in a regular expression", 'const a = /["\']/; const b = `${c} "`; const d = "new Date()";'],
  ])("allow %s", (_name, text) => {
    expect(impurities(file("src/lib/a.ts", text))).toEqual(none);
  });

  test.each([
    ["a cycle", 'import { a } from "./a.ts";', 1],
    ["a cycle with a type among its values", 'import { a, type A } from "./a.ts";', 1],
    ["no cycle of types alone", 'import type { A } from "./a.ts";', 0],
  ])("notice %s", (_name, back, count) => {
    expect(cycles([file("src/lib/a.ts", 'import { b } from "./b.ts";'), file("src/lib/b.ts", back)])).toHaveLength(count);
  });
});

function isPure(file: CodeFile): boolean {
  return kindOf.get(file.folder ?? "") === "pure" && !file.isTest;
}

function importsOutOfOrder(file: CodeFile): string[] {
  return file.imports.flatMap(({ target, line }) => {
    if (target === undefined) return [];
    const complaint = complaintAbout(file, target);
    return complaint === undefined ? [] : [`${file.path}:${line}: ${complaint}`];
  });
}

function complaintAbout(file: CodeFile, target: string): string | undefined {
  const [top, folder = ""] = target.split("/");
  if (top !== "src") return file.isTest && top === "test" ? undefined : "product code imports only from src; move what it needs there";
  const own = file.folder ?? "";
  if (own === folder || kindOf.get(own) === "root") return undefined;
  if (kindOf.get(folder) === "root") return "nothing imports main.ts; pass what is needed as an argument";
  if (own === "web" && kindOf.get(folder) !== "pure") return `the page knows what is pure and the contract alone; let it ask the API for what ${folder} gives`;
  if (kindOf.get(own) === "adapter" && kindOf.get(folder) === "adapter") return `adapters never import each other; let main.ts pass what ${own} needs from ${folder}`;
  if ((rank.get(folder) ?? Infinity) < (rank.get(own) ?? -1)) return undefined;
  return `${own} stands above ${folder} in ARCHITECTURE.md and can't import from it; move the code down, or what both need up`;
}

function packagesBesideTheirDoor(file: CodeFile): string[] {
  return file.imports.flatMap(({ specifier, line }) => {
    const door = Object.entries(doors).find(([name]) => specifier === name || specifier.startsWith(`${name}/`));
    if (door === undefined || door[1].includes(file.folder ?? "")) return [];
    return [`${file.path}:${line}: ${door[0]} is used only in ${door[1].join(", ")}; go through a port`];
  });
}

function impurities(file: CodeFile): string[] {
  const builtins = file.imports.filter(({ specifier }) => specifier.startsWith("node:")).map(({ specifier, line }) => `${file.path}:${line}: ${specifier} in a pure folder; take what it gives as an argument`);
  return [...builtins, ...linesWith({ path: file.path, text: file.code }, impure).map((place) => `${place} in a pure folder; take time, chance and settings as arguments`)];
}

function onlyExportsFrom(file: CodeFile): boolean {
  const statements = file.text.replaceAll(/\/\/[^\n]*|\/\*[^]*?\*\//g, "").split(";").map((statement) => statement.trim()).filter((statement) => statement !== "");
  return statements.length > 0 && statements.every((statement) => /^export\s[^]*\sfrom\s*["'][^"']+["']$/.test(statement));
}

function wordsIn(file: CodeFile, words: readonly (readonly [string, string])[], say: (word: string, instead: string) => string): string[] {
  return words.flatMap(([word, instead]) => linesWith({ path: file.path, text: file.code }, new RegExp(`\\b${word}\\b`)).map((place) => `${place}: ${say(word, instead)}`));
}

function linesWith(file: { path: string; text: string }, pattern: RegExp): string[] {
  return file.text.split("\n").flatMap((line, index) => (pattern.test(line) ? [`${file.path}:${index + 1}`] : []));
}

/**
 * Each cycle once, beginning with its first file. Types are not followed: they are gone when the program runs, and
 * a schema and the checks that it calls have to know each other by name.
 */
function cycles(all: readonly CodeFile[]): string[][] {
  const imports = new Map(all.map((file) => [file.path, file.imports.flatMap(({ target, onlyTypes }) => (onlyTypes ? [] : (target ?? [])))]));
  const done = new Set<string>();
  const found: string[][] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push([...trail.slice(start), path]);
    if (start >= 0 || done.has(path)) return;
    for (const next of imports.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of imports.keys()) visit(path, []);
  return found;
}
