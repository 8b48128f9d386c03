import { expect, test } from "vitest";
import { RepeatedIds } from "./repeated-ids.ts";

test("an id is seen the second time, through all growth", () => {
  const ids = new RepeatedIds();
  const count = 300_000;
  let early = 0;
  for (let index = 0; index < count; index += 1) if (ids.seen(`record-${index}`)) early += 1;
  expect(early).toBe(0);
  let late = 0;
  for (let index = 0; index < count; index += 1) if (ids.seen(`record-${index}`)) late += 1;
  expect(late).toBe(count);
});

test("ids that differ little are told apart", () => {
  const ids = new RepeatedIds();
  const near = ["", "0", "00", "a", "b", "ab", "ba", "aa", " a", "a ", "é", "e\u0301", "\u0000"];
  expect(near.map((id) => ids.seen(id))).toEqual(near.map(() => false));
});
