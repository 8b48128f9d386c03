import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseMapping } from "../../src/connectors/csv/mapping-file.ts";
import { InputRefused } from "../../src/engine/import-source.ts";

function problemsOf(text: string): string {
  try {
    parseMapping("import.yaml", text);
    return "";
  } catch (error) {
    if (error instanceof InputRefused) return error.message;
    throw error;
  }
}

const start = "source: x\ntimezone: UTC\nfiles:\n  - file: a.csv\n";
const events = `${start}    events: { account: a, name: n, time: t }\n`;

describe("what is wrong with a mapping is told with its place", () => {
  test("nothing is wrong with this one", () => {
    expect(problemsOf(events)).toBe("");
  });

  test.each(["socialnet7", "ravenstack"])("nothing is wrong with that of examples/%s", (name) => {
    expect(problemsOf(readFileSync(`examples/${name}/import.yaml`, "utf8"))).toBe("");
  });

  test.each([
    ["a key that doesn't exist", events.replace("time: t", "time: t, colour: red"), /^import\.yaml:5:45: unknown key `colour`; known: id, when/],
    ["a key that is misspelt", events.replace("time: t", "time: t, propertys: {}"), /^import\.yaml:5:45: unknown key `propertys`; did you mean `properties`\?/],
    ["a key that is written twice", events.replace("time: t", "time: t, time: u"), /^import\.yaml:5:45: `time` is written twice/],
    ["no zone", events.replace("timezone: UTC\n", ""), /`timezone` is missing/],
    ["a zone that isn't one", events.replace("UTC", "Berlin"), /^import\.yaml:2:11: `Berlin` isn't possible here; write a time zone such as UTC or Europe\/Berlin/],
    ["a file whose rows are nothing", start, /^import\.yaml:4:5: say what the rows of this file are: one of accounts, users, contracts/],
    ["a field that is missing", events.replace(", time: t", ""), /`time` is missing in .*; write the name of a column/],
    ["an event that nobody does", events.replace("account: a, ", ""), /^import\.yaml:5:13: an event needs `account` or `user`/],
    ["a contract without money", `${start}    contracts: { contract: c, account: a, start: s }\n`, /^import\.yaml:5:16: a contract needs one of `mrr` and `arr`/],
    ["a total without an end", `${start}    totals: { account: a, measure: m, value: v, period_start: s }\n`, /a total needs one of `period_end`/],
    ["two origins of a value", events.replace("account: a", "account: { column: a, value: b }"), /write exactly one of column, template and value, not column and value/],
    ["a date format that is none", events.replace("time: t", "time: { column: t, format: european }"), /^import\.yaml:5:63: `european` needs a year.*or write one of iso, day_first/],
    ["a misspelt key of a field", events.replace("account: a", "account: { colunm: a }"), /^import\.yaml:5:26: unknown key `colunm`; did you mean `column`\?/],
    ["a property called __proto__", events.replace("time: t", "time: t, properties: { __proto__: text }"), /^import\.yaml:5:59: /],
    ["a type that isn't one", events.replace("time: t", "time: t, properties: { p: integer }"), /^import\.yaml:5:62: unknown value `integer`; write one of text, number, boolean, date/],
    ["a duration that is none", events.replace("time: t", "time: t, known_after: soon"), /^import\.yaml:5:58: `soon` isn't possible here; write a duration such as 30d/],
    ["a currency that is none", `currency: euro\n${events}`, /write a currency as three capitals/],
    ["an encoding that is none", events.replace("    events", "    encoding: utf-9\n    events"), /^import\.yaml:5:15: `utf-9` isn't possible here; write an encoding such as utf-8/],
    ["no map at all", "just text", /^import\.yaml: holds no mapping/],
    ["nothing at all", "", /^import\.yaml: holds no mapping/],
    ["a bracket that never closes", "files: [", /^import\.yaml:1:\d+: not YAML/],
    ["more than one problem", events.replace("UTC", "Berlin").replace("time: t", "time: t, colour: red"), /import\.yaml:2:11: .*\nimport\.yaml:5:45: /s],
  ])("%s", (_name, text, message) => {
    expect(problemsOf(text)).toMatch(message);
  });

  test("an alias bomb is refused", () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]", ..."bcdefgh".split("").map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[index]}`).join(", ")}]`)].join("\n");
    expect(problemsOf(bomb)).toMatch(/import\.yaml:5:\d+: with its aliases the file has more than \d+ values/);
  });
});
