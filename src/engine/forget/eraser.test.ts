import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { Subject } from "../../events/subject.ts";
import { Eraser } from "./eraser.ts";
import type { LogErasure } from "./ports.ts";
import { Forgotten, type Tombstone } from "./tombstone.ts";

/** A log of users, in which one may have had another's id before, and that can be away. */
function world(users: readonly string[], earlier: Readonly<Record<string, string>> = {}) {
  const held = new Set(users);
  let kept: ReadonlyMap<string, Tombstone> = new Map();
  let failures = 0;
  const forgotten = new Forgotten(
    { list: () => [...kept.values()], put: (more) => Promise.resolve(void (kept = new Map([...kept, ...more.map((one) => [one.hash, one] as const)]))) },
    { digest: (text) => createHash("sha256").update(text).digest("hex"), secret: () => "salt" },
  );
  const log: LogErasure = {
    async *subjects() {
      yield [...held].map((id): Subject => ({ kind: "user", id }));
    },
    previousIds: (_workspace, asked) => Promise.resolve(asked.flatMap((id) => earlier[id] ?? [])),
    count: (_workspace, subjects) => Promise.resolve({ events: subjects.length, traits: 0, memberships: 0, scores: 0 }),
    erase: (_workspace, subjects) => {
      for (const { id } of subjects) held.delete(id);
      return Promise.resolve({ rows: { events: subjects.length, traits: 0, memberships: 0, scores: 0 }, touched: new Map() });
    },
  };
  const nothing = () => Promise.resolve(0);
  const eraser = new Eraser({
    forgotten,
    log: () => (failures-- > 0 ? Promise.reject(new Error("away")) : Promise.resolve(log)),
    others: { journal: nothing, deadLetters: nothing, records: nothing, kept: nothing },
    quiet: (work) => work(),
    gone: () => Promise.resolve(),
    clock: () => 0,
    onProblem: () => {},
  });
  return { held, forgotten, eraser, isAway: (times: number) => void (failures = times) };
}

const user = (id: string): Subject => ({ kind: "user", id });

test("who couldn't be erased stays pending when somebody else is forgotten, and is erased later", async () => {
  const { held, forgotten, eraser, isAway } = world(["ann", "bob", "cat"]);
  isAway(1);
  expect(await eraser.forget("acme", user("ann"))).toEqual({ state: "pending" });
  expect(await eraser.forget("acme", user("bob"))).toMatchObject({ state: "erased", rows: { events: 1 } });
  expect([[...held], forgotten.pending.length]).toEqual([["ann", "cat"], 1]);
  expect(await eraser.finish()).toBe(true);
  expect([[...held], forgotten.pending]).toEqual([["cat"], []]);
});

test("the id that a user had before is found later when the log was away for a moment", async () => {
  const { held, forgotten, eraser, isAway } = world(["ann", "visitor-1", "cat"], { ann: "visitor-1" });
  isAway(1);
  await eraser.forget("acme", user("ann"));
  while (forgotten.pending.length > 0) await eraser.finish();
  expect([[...held], forgotten.has("acme", user("visitor-1"))]).toEqual([["cat"], true]);
  expect(await eraser.forget("acme", user("cat"))).toMatchObject({ state: "erased", previousIds: 0 });
});
