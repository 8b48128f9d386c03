import { expect, test } from "vitest";
import { importing } from "../support/importing.ts";
import { workbook } from "../support/workbook.ts";

const mapping = "\nfiles:\n  - file: usage.xlsx\n    events: { account: account, name: event, time: at, properties: { rows: number } }\n";
const noon = 46_023.5; // 2026-01-01 12:00

test("a sheet is read like a file: texts, numbers, times and empty cells", async () => {
  const sheet = workbook([["account", "event", "at", "rows"], ["Müller", "export", { date: noon }, 12.5], [], [0, "login", { date: noon + 0.5 }, ""]]);
  const outcome = await importing({ files: { "usage.xlsx": sheet }, mapping });
  expect(outcome.errors).toBe("");
  expect(outcome.events.map(({ account, name, time, properties }) => [account, name, new Date(time).toISOString(), properties])).toEqual([
    ["Müller", "export", "2026-01-01T12:00:00.000Z", { rows: 12.5 }],
    ["0", "login", "2026-01-02T00:00:00.000Z", {}],
  ]);
});

test("a row that is rejected is named by its row in the sheet", async () => {
  const sheet = workbook([["account", "event", "at", "rows"], [], ["a", "login", { date: noon }, "many"]]);
  expect((await importing({ files: { "usage.xlsx": sheet }, mapping })).rejects).toMatch(/usage\.xlsx,3,rows,many,is not a number/);
});

test.each<[string, Buffer | string, RegExp]>([
  ["a text that is called a workbook", "a,b\n1,2\n", /usage\.xlsx: is called \.xlsx but isn't an Excel workbook/],
  ["an archive that is called a workbook", Buffer.from("504b03040000", "hex"), /usage\.xlsx: can't be read as an Excel workbook/],
  ["an empty file", "", /usage\.xlsx: is empty/],
  ["a sheet without rows", workbook([]), /usage\.xlsx: has no rows/],
  ["a header alone", workbook([["account", "event", "at", "rows"]]), /usage\.xlsx:1: has a header but no rows/],
])("refuses %s", async (_name, content, message) => {
  const outcome = await importing({ files: { "usage.xlsx": content }, mapping });
  expect(outcome.errors).toMatch(message);
  expect(outcome.code).toBe(1);
});

test("asks for the sheet when there is none of that name", async () => {
  const outcome = await importing({ files: { "usage.xlsx": workbook([["a"], ["b"]]) }, mapping: mapping.replace("    events", "    sheet: Usage\n    events") });
  expect(outcome.errors).toMatch(/usage\.xlsx: can't be read as an Excel workbook: .*Usage/);
});

test("a workbook that unpacks to more than memory is refused before it is unpacked", async () => {
  const bomb = workbook([["account"], ["a"]]);
  bomb.writeUInt32LE(0xff_ff_ff_f0, bomb.indexOf(Buffer.from("504b0102", "hex")) + 24);
  expect((await importing({ files: { "usage.xlsx": bomb }, mapping })).errors).toMatch(/usage\.xlsx: is a workbook too large to read whole: save the sheet as CSV/);
});
