import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { importing } from "../support/importing.ts";

const mapping = `
files:
  - file: events.csv
    events: { account: account, name: { column: name }, time: time }
`;
const header = "account,name,time\n";
const good = `${header}0,login,2026-01-01\n1,login,2026-01-02\n`;

/** Files that can't be imported at all: nothing is written, and the message names the file and what to do. */
describe("a file that is refused", () => {
  test.each<[string, string | Buffer, RegExp]>([
    ["the wrong file", "id,channel\n1,web\n", /import\.yaml:6:24: events\.csv has no column `account`; there are `id`, `channel`/],
    ["a column misspelt", good.replace("account", "acount"), /has no column `account`; did you mean `acount`\?/],
    ["an empty file", "", /events\.csv: is empty/],
    ["blank lines alone", "\n\n\n", /events\.csv: has no rows/],
    ["a header without rows", header, /events\.csv:1: has a header but no rows/],
    ["a column twice", "account,name,time,time\n0,login,2026-01-01,2026-01-01\n", /several columns called `time`/],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), /events\.csv: is a picture, not a table/],
    ["a zip archive", Buffer.from("504b03041400000008", "hex"), /is a zip archive: unpack it first/],
    ["an old Excel workbook", Buffer.from("d0cf11e0a1b11ae10000", "hex"), /save it as \.xlsx or CSV/],
    ["random bytes", Buffer.from(Uint8Array.from({ length: 4096 }, (_unused, index) => (index * 7919) % 251)), /is not text/],
    ["a gzip file that is cut off", gzipSync(good.repeat(2000)).subarray(0, 80), /events\.csv: is cut off: the gzip data ends too early/],
    ["a damaged gzip file", Buffer.concat([gzipSync(good.repeat(2000)).subarray(0, 40), Buffer.alloc(100, 7)]), /gzip data/],
    ["one line of 2 MB", `${header}${"x".repeat(2 * 1024 * 1024)}`, /events\.csv:2: the line is longer than 1 MB/],
    ["a quote that never closes", `${good}0,"login,2026-01-03\n${"1,login,2026-01-04\n".repeat(5)}`, /events\.csv:\d+: the file ends within a quoted cell/],
    ["text after a closing quote", `${good}0,"log"in,2026-01-03\n`, /events\.csv:4: text follows a closing quote.*quotes: literal/],
    ["a quote in the middle of a cell", `${good}0,log"in,2026-01-03\n`, /events\.csv:4: a quote stands in the middle/],
    ["UTF-8 with one broken byte", Buffer.concat([Buffer.from(`${header}é,login,2026-01-01\n`), Buffer.from([0xff]), Buffer.from(",login,2026-01-02\n")]), /events\.csv:3: isn't UTF-8, though other lines are/],
    ["times that can't be told", "account,name,time\n0,login,yesterday\n", /`yesterday` \(line 2\) is no way to write a time/],
    ["times in two ways", `${good}0,login,01/02/2026\n`, /column `time`: times are written in several ways: line 2 has 2026-01-01, line 4 has 01\/02\/2026/],
  ])("%s", async (_name, content, message) => {
    const outcome = await importing({ files: { "events.csv": content }, mapping });
    expect(outcome.errors).toMatch(message);
    expect(outcome.errors).toMatch(/Nothing was imported\.$/);
    expect([outcome.code, outcome.facts.length, outcome.rejects]).toEqual([1, 0, ""]);
  });

  test("a file that isn't there", async () => {
    const outcome = await importing({ files: { "event.csv": good }, mapping });
    expect(outcome.errors).toMatch(/import\.yaml:5:11: <folder> has no file `events\.csv`; it has event\.csv, import\.yaml/);
    expect(outcome.code).toBe(1);
  });

  test("a single line of 200 MB is refused without reading it into memory", async () => {
    const before = process.memoryUsage().rss;
    const outcome = await importing({ files: { "events.csv": Buffer.alloc(200 * 1024 * 1024, "x") }, mapping });
    expect(outcome.errors).toMatch(/events\.csv:1: the line is longer than 1 MB/);
    // The file's own content is 200 MB of that; reading it adds no second copy.
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });

  test("a gzip bomb is refused before it is unpacked", async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, "0,login,2026-01-01\n"));
    const outcome = await importing({ files: { "events.csv": bomb }, mapping });
    expect(outcome.errors).toMatch(/events\.csv: unpacks to more than 250 times its size.*gzip bomb/);
    expect(outcome.code).toBe(1);
  });

  test("one bad file of two keeps the good one out too, and both are told", async () => {
    const two = `${mapping}  - file: more.csv\n    events: { account: a, name: name, time: time }\n`;
    const outcome = await importing({ files: { "events.csv": "", "more.csv": good }, mapping: two });
    expect(outcome.errors).toMatch(/events\.csv: is empty\n.*more\.csv has no column `a`/);
    expect(outcome.facts).toEqual([]);
  });
});
