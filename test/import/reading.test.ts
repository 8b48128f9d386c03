import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { importing } from "../support/importing.ts";

const mapping = (file = "usage.csv", more = ""): string => `
files:
  - file: ${file}
    ${more}
    events: { account: konto, name: { value: login }, time: zeit }
`;
const csv = "konto,zeit\nMüller,2026-01-01\nŁódź 株,2026-01-02\n";
const utf16 = (text: string, order: "le" | "be"): Buffer => {
  const bytes = Buffer.from(text, "utf16le");
  return order === "le" ? bytes : Buffer.from(bytes).swap16();
};

describe("files are read whatever they are written in", () => {
  test.each<[string, Buffer]>([
    ["UTF-8", Buffer.from(csv)],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${csv}`)],
    ["UTF-16 little-endian with a mark", utf16(`\ufeff${csv}`, "le")],
    ["UTF-16 big-endian with a mark", utf16(`\ufeff${csv}`, "be")],
    ["UTF-16 little-endian without a mark", utf16(csv, "le")],
    ["UTF-16 big-endian without a mark", utf16(csv, "be")],
    ["gzip", gzipSync(csv)],
    ["two gzip members one after another", Buffer.concat([gzipSync(csv.slice(0, 20)), gzipSync(csv.slice(20))])],
    ["line breaks of Windows", Buffer.from(csv.replaceAll("\n", "\r\n"))],
    ["line breaks of old Macs", Buffer.from(csv.replaceAll("\n", "\r"))],
    ["no line break at the end", Buffer.from(csv.trimEnd())],
    ["blank lines in between", Buffer.from(csv.replaceAll("\n", "\n\n"))],
    ["semicolons", Buffer.from(csv.replaceAll(",", ";"))],
    ["tabs", Buffer.from(csv.replaceAll(",", "\t"))],
    ["bars", Buffer.from(csv.replaceAll(",", "|"))],
    ["all quoted", Buffer.from(csv.replaceAll(/[^,\n]+/g, '"$&"'))],
    ["quoted, with line breaks of old Macs", Buffer.from(csv.replaceAll(/[^,\n]+/g, '"$&"').replaceAll("\n", "\r"))],
    ["blanks around the names of columns", Buffer.from(csv.replace("konto,zeit", " konto , zeit"))],
  ])("%s", async (_name, content) => {
    const outcome = await importing({ files: { "usage.csv": content }, mapping: mapping() });
    expect(outcome.errors).toBe("");
    expect(outcome.events.map(({ account, time }) => [account, new Date(time).toISOString().slice(0, 10)])).toEqual([["Müller", "2026-01-01"], ["Łódź 株", "2026-01-02"]]);
  });

  test("Latin-1, found out and told", async () => {
    const outcome = await importing({ files: { "usage.csv": Buffer.from("konto,zeit\nMüller,2026-01-01\n", "latin1") }, mapping: mapping() });
    expect(outcome.events[0]?.account).toBe("Müller");
    expect(outcome.out).toMatch(/Note: usage\.csv is read as Latin-1, because line 2 is not UTF-8\./);
  });

  test("an encoding that was said is not questioned", async () => {
    const content = Buffer.concat([Buffer.from("konto,zeit\nMüller,2026-01-01\n"), Buffer.from([0xff]), Buffer.from(",2026-01-02\n")]);
    const outcome = await importing({ files: { "usage.csv": content }, mapping: mapping("usage.csv", "encoding: utf-8") });
    expect(outcome.events.map(({ account }) => account)).toEqual(["Müller", "�"]);
  });

  test("delimiters and quotes within quoted cells, however large the file", async () => {
    const filler = '0,2026-01-01\n'.repeat(60_000);
    const outcome = await importing({ files: { "usage.csv": `konto,zeit\n${filler}"a ""b"", c\nd",2026-01-02\n` }, mapping: mapping() });
    expect(outcome.out).toMatch(/60,001 rows read/);
    expect(outcome.events.at(-1)?.account).toBe('a "b", c\nd');
  });

  test.each([
    ["literal", 'a 5" pipe', 'a 5" pipe'],
    ["none", '"a', '"a'],
  ])("quotes: %s", async (quotes, cell, account) => {
    const outcome = await importing({ files: { "usage.csv": `konto,zeit\n${cell},2026-01-01\n` }, mapping: mapping("usage.csv", `quotes: ${quotes}`) });
    expect(outcome.events[0]?.account).toBe(account);
  });

  test("a file without a header", async () => {
    const outcome = await importing({ files: { "usage.csv": "0,2026-01-01\n1,2026-01-02\n" }, mapping: mapping("usage.csv", "columns: [konto, zeit]") });
    expect(outcome.events.map(({ account }) => account)).toEqual(["0", "1"]);
  });
});

describe("files are found", () => {
  test("by a pattern, packed or not, and rows that two of them share count once", async () => {
    const files = { "usage-01.csv": "konto,zeit\n0,2026-01-01\n1,2026-01-31\n", "usage-02.csv.gz": gzipSync("konto,zeit\n1,2026-01-31\n2,2026-02-01\n"), "other.csv": "x\n" };
    const outcome = await importing({ files, mapping: mapping("usage-*.csv") });
    expect(outcome.out).toMatch(/usage-01\.csv +2 +2 +0 +0\nusage-02\.csv\.gz +2 +1 +1 +0\ntotal +4 +3 +1 +0\n/);
  });
});

describe("values are looked up", () => {
  const joined = (lookup: string): string => `
files:
  - file: usage.csv
    events:
      account: { column: sub, lookup: { file: subs.csv, key: id, value: account${lookup} } }
      name: { value: login }
      time: t
`;
  const usage = "sub,t\nS1,2026-01-01\nS2,2026-01-01\nS9,2026-01-01\n";

  test("in another file; what it doesn't know is rejected", async () => {
    const outcome = await importing({ files: { "usage.csv": usage, "subs.csv": "id,account\nS1,a\nS2,b\n" }, mapping: joined("") });
    expect(outcome.events.map(({ account }) => account)).toEqual(["a", "b"]);
    expect(outcome.rejects).toMatch(/usage\.csv,4,sub,S9,is not a `id` of subs\.csv/);
  });

  test("two answers are a question, not a guess", async () => {
    const files = { "usage.csv": usage, "subs.csv": "id,account\nS1,a\nS2,b\nS1,c\n" };
    const outcome = await importing({ files, mapping: joined("") });
    expect(outcome.errors).toMatch(/import\.yaml:7:31: subs\.csv:4: `S1` stands for `a` and for `c`\. Say which counts: take: first, last, smallest or largest/);
    expect((await importing({ files, mapping: joined(", take: largest") })).events.map(({ account }) => account)).toEqual(["c", "b"]);
  });

  test.each([
    ["a file that isn't there", { "usage.csv": usage }, /has no file `subs\.csv`/],
    ["a column that isn't there", { "usage.csv": usage, "subs.csv": "id,acount\nS1,a\n" }, /subs\.csv has no column `account`; did you mean `acount`\?/],
  ])("%s is told", async (_name, files, message) => {
    const outcome = await importing({ files, mapping: joined("") });
    expect(outcome.errors).toMatch(message);
    expect(outcome.code).toBe(1);
  });
});
