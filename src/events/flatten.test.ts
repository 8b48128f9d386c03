import { describe, expect, test } from "vitest";
import { flattenProperties } from "./flatten.ts";

describe("properties become flat", () => {
  test.each<[string, Record<string, unknown>, Record<string, string | number>]>([
    ["texts and numbers stay", { plan: "pro", seats: 5 }, { plan: "pro", seats: 5 }],
    ["booleans become words", { trial: true, paid: false }, { trial: "true", paid: "false" }],
    ["nested keys are joined with a dot", { a: { b: { c: 1 } } }, { "a.b.c": 1 }],
    ["arrays become JSON text", { tags: ["a", 1, null] }, { tags: '["a",1,null]' }],
    ["null, undefined and NaN are left out", { a: null, b: undefined, c: Number.NaN, d: Number.POSITIVE_INFINITY }, {}],
    ["empty text is a value", { note: "" }, { note: "" }],
    ["zero is a value", { count: 0 }, { count: 0 }],
    ["whole numbers beyond 2^53 keep their digits", { id: 9007199254740993n }, { id: "9007199254740993" }],
    ["a date becomes ISO text", { due: new Date(0) }, { due: "1970-01-01T00:00:00.000Z" }],
    ["functions are left out", { f: () => 1 }, {}],
  ])("%s", (_name, input, expected) => {
    expect(flattenProperties(input)).toEqual(expected);
  });

  test("hostile keys are ordinary properties and touch no prototype", () => {
    const hostile = JSON.parse('{"__proto__": {"admin": true}, "constructor": {"prototype": {"x": 1}}}') as Record<string, unknown>;
    const flat = flattenProperties(hostile);
    expect(Object.entries(flat)).toEqual([["__proto__.admin", "true"], ["constructor.prototype.x", 1]]);
    expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
    expect(Object.hasOwn(flattenProperties(JSON.parse('{"__proto__": 1}') as Record<string, unknown>), "__proto__")).toBe(true);
  });

  test("hostile nesting ends instead of exhausting the stack", () => {
    let objects: Record<string, unknown> = {};
    let arrays: unknown[] = [];
    for (let depth = 0; depth < 100_000; depth += 1) {
      objects = { deeper: objects };
      arrays = [arrays];
    }
    expect(Object.values(flattenProperties(objects))).toEqual(["{…}"]);
    expect(flattenProperties({ arrays })).toEqual({ arrays: "[…]" });
  });
});
