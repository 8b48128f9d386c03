import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { stringify } from "csv-stringify/sync";
import * as fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { openTable } from "../../src/connectors/csv/table.ts";
import { importing } from "../support/importing.ts";

const folder = mkdtempSync(join(tmpdir(), "tables-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(content: Buffer, delimiter: string): Promise<string[][]> {
  const path = join(folder, "table.csv");
  writeFileSync(path, content);
  const rows: string[][] = [];
  for await (const batch of (await openTable(path, { delimiter, columns: ["a", "b", "c"] })).batches()) rows.push(...batch.rows.map((row) => [...row]));
  return rows;
}

describe("whatever was written is read back", () => {
  // The first cell is never empty: a row of one empty cell would be a blank line, which is no row.
  const cell = fc.oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^[a-z0-9 ,;"\r\n\t|é-]{0,12}$/)).map((text) => text.toWellFormed().replaceAll(/\0|\ufeff/g, "x"));
  const table = fc.array(fc.tuple(fc.integer().map(String), cell, cell), { minLength: 1, maxLength: 40 });

  test.each([false, true])("through the parser or without it, every encoding, every line break (packed: %s)", async (packed) => {
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(",", ";", "\t", "|"), fc.constantFrom("\n", "\r\n"), fc.constantFrom("utf8", "utf16le"), async (rows, delimiter, lineBreak, encoding) => {
        const mark = encoding === "utf16le" ? "\ufeff" : "";
        const text = Buffer.from(mark + stringify(rows, { delimiter, record_delimiter: lineBreak, quoted_match: /[\r\n]/ }), encoding as BufferEncoding);
        expect(await read(packed ? gzipSync(text) : text, delimiter)).toEqual(rows);
      }),
      { numRuns: 150 },
    );
  });
});

describe("whatever a file holds", () => {
  const mapping = "\nfiles:\n  - file: x.csv\n    quotes: literal\n    events: { account: a, name: n, time: { column: t, format: iso }, properties: { v: number } }\n";
  const row = fc.array(fc.oneof(fc.constantFrom("0", "login", "2026-01-01", "1,5", '"', "9999-12-31", "NaN", "", "\0", "x".repeat(600), "12"), fc.string()), { minLength: 1, maxLength: 6 }).map((cells) => cells.join(","));

  test("every row is stored, a duplicate or rejected, and the rejects are named", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
        const { code, out, facts, rejects } = await importing({ files: { "x.csv": `a,n,t,v\n0,login,2026-01-01,1\n${rows.join("\n")}\n` }, mapping });
        if (code === 1) {
          expect(facts).toEqual([]);
          return;
        }
        const counts = /x\.csv +(\d+) +(\d+) +(\d+) +(\d+)/.exec(out)?.slice(1).map(Number) ?? [];
        const [read = 0, stored = 0, duplicate = 0, rejected = 0] = counts;
        expect(read).toBe(stored + duplicate + rejected);
        expect(stored).toBe(facts.length);
        expect(code).toBe(rejects === "" ? 0 : 2);
      }),
      { numRuns: 150 },
    );
  });

  test("any bytes are either imported or refused with a place", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const { code, errors } = await importing({ files: { "x.csv": Buffer.from(bytes) }, mapping });
        expect([0, 1, 2]).toContain(code);
        if (code === 1) expect(errors).toMatch(/x\.csv|import\.yaml/);
      }),
      { numRuns: 150 },
    );
  });
});
