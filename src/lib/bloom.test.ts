import { describe, expect, test } from "vitest";
import { SeenFilter } from "./bloom.ts";
import { murmur3 } from "./murmur.ts";

test.each([
  ["", 0],
  ["a", 0x3c2569b2],
  ["hello", 0x248bfa47],
  ["hello, world", 0x149bbb7f],
  ["The quick brown fox jumps over the lazy dog", 0x2e4ff723],
])("murmur3 of %j is the published value", (text, hash) => {
  expect(murmur3(text)).toBe(hash);
});

test("texts beyond ASCII are hashed by their UTF-8 bytes", () => {
  expect(murmur3("ééé-éa")).not.toBe(murmur3("eee-ea"));
  expect(murmur3("日本")).toBe(murmur3("\u65e5\u672c"));
});

describe("the filter", () => {
  const fill = (count: number) => {
    const filter = new SeenFilter(100_000);
    for (let key = 0; key < count; key += 1) filter.add(murmur3(`message-${key}`));
    return filter;
  };

  test("never calls new what was added, also when overfull", () => {
    const filter = fill(300_000);
    for (let key = 0; key < 300_000; key += 7) expect(filter.add(murmur3(`message-${key}`))).toBe(true);
  });

  test("calls few new keys maybe seen", () => {
    const filter = fill(100_000);
    let maybe = 0;
    for (let key = 0; key < 20_000; key += 1) if (filter.add(murmur3(`other-${key}`))) maybe += 1;
    expect(maybe).toBeLessThan(40);
  });
});
