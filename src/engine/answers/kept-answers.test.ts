import { expect, test } from "vitest";
import { KeptAnswers } from "./kept-answers.ts";

function kept({ most = 10 } = {}) {
  let [now, computed] = [0, 0];
  const answers = new KeptAnswers({ most, clock: () => now });
  const ask = (key: string, revision: number, leastMs?: number): Promise<number> => answers.get(key, { revision, ...(leastMs !== undefined && { leastMs }) }, () => Promise.resolve((computed += 1)));
  return { ask, answers, pass: (ms: number) => (now += ms) };
}

test("an answer is computed once for as long as nothing has changed", async () => {
  const { ask, pass } = kept();
  expect([await ask("a", 1), await ask("a", 1), (pass(1e9), await ask("a", 1)), await ask("a", 2), await ask("b", 2)]).toEqual([1, 1, 1, 2, 3]);
});

test("what changes all the time is given again for as long as it may be", async () => {
  const { ask, pass } = kept();
  expect([await ask("a", 1, 100), await ask("a", 2, 100), (pass(100), await ask("a", 3, 100))]).toEqual([1, 1, 2]);
});

test("two that ask at once wait for the same", async () => {
  const { ask } = kept();
  expect(await Promise.all([ask("a", 1), ask("a", 1)])).toEqual([1, 1]);
});

test("the one that nobody asked for longest goes first", async () => {
  const { ask } = kept({ most: 2 });
  await ask("a", 1);
  await ask("b", 1);
  await ask("a", 1);
  await ask("c", 1);
  expect([await ask("a", 1), await ask("b", 1)]).toEqual([1, 4]);
});

test("what is cleared is computed anew", async () => {
  const { ask, answers } = kept();
  await ask("a", 1);
  answers.clear();
  expect(await ask("a", 1)).toBe(2);
});

test("a failure isn't kept", async () => {
  const { ask, answers } = kept();
  await expect(answers.get("a", { revision: 1 }, () => Promise.reject(new Error("down")))).rejects.toThrow("down");
  expect(await ask("a", 1)).toBe(1);
});
