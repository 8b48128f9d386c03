import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ReadColumn, decodeNative } from "../../src/storage/clickhouse/native-reader.ts";
import { type ColumnData, encodeNative, repeatedTexts } from "../../src/storage/clickhouse/native-writer.ts";
import { embeddedStore } from "../support/embedded-store.ts";

const embedded = embeddedStore();
const runs = Number(process.env["PROPERTY_RUNS"] ?? 15);

/** Rows of any text: also empty, long enough for every form of a length, and with NUL. */
const text = fc.oneof({ weight: 8, arbitrary: fc.string({ unit: "grapheme", maxLength: 60 }) }, { weight: 1, arbitrary: fc.integer({ min: 40, max: 20_000 }).map((length) => "ü".repeat(length)) }, { weight: 1, arbitrary: fc.constantFrom("", "\0", "a\0b", "'", "🦉") });
const rowsOf = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(value, { minLength: 1, maxLength: 80 });
const double = fc.double();
const instant = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2262, 0, 1) });
const integer = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });

/** Where each row's elements end when they are laid one after another. */
const endsOf = (rows: readonly { readonly length: number }[]): Float64Array => {
  let end = 0;
  return Float64Array.from(rows, ({ length }) => (end += length));
};

interface Case {
  readonly rows: number;
  readonly written: ColumnData;
  readonly read: ReadColumn;
}

const texts = (values: string[]): ReadColumn => ({ kind: "texts", values });
const numbers = (values: Extract<ReadColumn, { kind: "numbers" }>["values"]): ReadColumn => ({ kind: "numbers", values });

const entries = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<[string, T][][]> => rowsOf(fc.uniqueArray(fc.tuple(text, value), { maxLength: 5, selector: ([key]) => key }));

/** Every type that the writer knows: what is written, and what it is when it comes back. */
const types: Readonly<Record<string, fc.Arbitrary<Case>>> = {
  String: rowsOf(text).map((values) => ({ rows: values.length, written: { type: "String", values }, read: texts(values) })),
  "LowCardinality(String)": rowsOf(fc.oneof(fc.constantFrom("", "a", "b"), text)).map((values) => ({ rows: values.length, written: repeatedTexts(values), read: texts(values) })),
  UInt8: rowsOf(integer(255)).map((values) => ({ rows: values.length, written: { type: "UInt8", values: Uint8Array.from(values) }, read: numbers(Uint8Array.from(values)) })),
  Bool: rowsOf(integer(1)).map((values) => ({ rows: values.length, written: { type: "Bool", values: Uint8Array.from(values) }, read: numbers(Uint8Array.from(values)) })),
  UInt16: rowsOf(integer(65_535)).map((values) => ({ rows: values.length, written: { type: "UInt16", values: Uint16Array.from(values) }, read: numbers(Uint16Array.from(values)) })),
  UInt32: rowsOf(integer(2 ** 32 - 1)).map((values) => ({ rows: values.length, written: { type: "UInt32", values: Uint32Array.from(values) }, read: numbers(Uint32Array.from(values)) })),
  Float64: rowsOf(double).map((values) => ({ rows: values.length, written: { type: "Float64", values: Float64Array.from(values) }, read: numbers(Float64Array.from(values)) })),
  Float32: rowsOf(fc.float()).map((values) => ({ rows: values.length, written: { type: "Float32", values: Float32Array.from(values) }, read: numbers(Float32Array.from(values)) })),
  "DateTime64(3, 'UTC')": rowsOf(instant).map((values) => ({ rows: values.length, written: { type: "DateTime64(3, 'UTC')", values: Float64Array.from(values) }, read: numbers(Float64Array.from(values)) })),
  "Array(Float64)": rowsOf(fc.array(double, { maxLength: 5 })).map((rows) => {
    const [ends, values] = [endsOf(rows), Float64Array.from(rows.flat())];
    return { rows: rows.length, written: { type: "Array(Float64)", ends, values }, read: { kind: "arrays", ends, elements: numbers(values) } };
  }),
  "Array(UInt8)": rowsOf(fc.array(integer(255), { maxLength: 5 })).map((rows) => {
    const [ends, values] = [endsOf(rows), Uint8Array.from(rows.flat())];
    return { rows: rows.length, written: { type: "Array(UInt8)", ends, values }, read: { kind: "arrays", ends, elements: numbers(values) } };
  }),
  "Map(String, Float64)": entries(double).map((rows) => {
    const [ends, keys, values] = [endsOf(rows), rows.flat().map(([key]) => key), Float64Array.from(rows.flat(), ([, value]) => value)];
    return { rows: rows.length, written: { type: "Map(String, Float64)", ends, keys, values }, read: { kind: "maps", ends, keys, elements: numbers(values) } };
  }),
  "Map(String, String)": entries(text).map((rows) => {
    const [ends, keys, values] = [endsOf(rows), rows.flat().map(([key]) => key), rows.flat().map(([, value]) => value)];
    return { rows: rows.length, written: { type: "Map(String, String)", ends, keys, values }, read: { kind: "maps", ends, keys, elements: texts(values) } };
  }),
};

describe("a column that is written comes back the same", () => {
  // The engine sends a LowCardinality column in a form of its own; queries cast it.
  const asRead = (type: string): string => (type === "LowCardinality(String)" ? "CAST(v, 'String') AS v" : "v");

  test.each(Object.entries(types))("from the engine: %s", async (type, cases) => {
    const { clickHouse } = embedded.store;
    const table = `native_${Object.keys(types).indexOf(type)}`;
    await clickHouse.command({ name: "make the table", text: `CREATE TABLE ${table} (row UInt32, v ${type}) ENGINE = Memory` });
    const comesBack = fc.asyncProperty(cases, async ({ rows, written, read }) => {
      await clickHouse.command({ name: "empty the table", text: `TRUNCATE TABLE ${table}` });
      await clickHouse.insert(table, { row: { type: "UInt32", values: Uint32Array.from({ length: rows }, (_, row) => row) }, v: written }, rows);
      const blocks = await clickHouse.blocks({ name: "read the table", text: `SELECT ${asRead(type)} FROM ${table} ORDER BY row` });
      expect(blocks.map((block) => block.rows)).toEqual([rows]);
      expect(blocks[0]?.columns.get("v")).toEqual(read);
    });
    await fc.assert(comesBack, { numRuns: runs });
    await clickHouse.command({ name: "drop the table", text: `DROP TABLE ${table}` });
  });

  test("without the engine, several blocks and columns beside each other", () => {
    const plain = ["String", "UInt16", "Float64", "DateTime64(3, 'UTC')", "Array(Float64)", "Map(String, String)"].map((type) => types[type] as fc.Arbitrary<Case>);
    fc.assert(
      fc.property(fc.array(fc.oneof(...plain), { minLength: 1, maxLength: 4 }), (cases) => {
        const bytes = Buffer.concat(cases.flatMap(({ rows, written }) => encodeNative({ v: written, 'odd "name"': written }, rows)));
        const blocks = decodeNative(bytes);
        expect(blocks.map(({ rows }) => rows)).toEqual(cases.map(({ rows }) => rows));
        blocks.forEach(({ columns }, index) => {
          expect(columns.get("v")).toEqual(cases[index]?.read);
          expect(columns.get('odd "name"')).toEqual(cases[index]?.read);
        });
      }),
    );
  });

  test("half of a character pair comes back as the sign for what can't be shown", async () => {
    const [block] = decodeNative(Buffer.concat(encodeNative({ v: { type: "String", values: ["a\uD800b", "\uDC00".repeat(42), "\uDC00".repeat(43)] } }, 3)));
    expect(block?.columns.get("v")).toEqual(texts(["a\uFFFDb", "\uFFFD".repeat(42), "\uFFFD".repeat(43)]));
  });
});

describe("an answer that is cut short", () => {
  const whole = Buffer.concat(encodeNative({ v: { type: "Float64", values: Float64Array.of(1, 2, 3) }, t: { type: "String", values: ["one", "two", "x".repeat(300)] } }, 3));

  test.each([1, 5, 20, whole.length - 400, whole.length - 200, whole.length - 1].filter((length) => length > 0))("after %d bytes is an error", (length) => {
    expect(() => decodeNative(whole.subarray(0, length))).toThrow(/ends in the middle|is not read here/);
  });
});
