import { expect, test } from "vitest";
import { selectionSchema } from "./selection.ts";

test.each<[string, unknown, string[]]>([
  ["nothing written is every product event", {}, []],
  ["users by role", { users: { role: ["champion"] } }, []],
  ["users by traits", { users: { traits: [{ trait: "team", is: ["a", 1, true] }] } }, []],
  ["users without saying which", { users: {} }, ["users: write role, traits, or both; without users everybody's events count"]],
  ["a misspelt key is the only complaint", { users: { roles: ["champion"] } }, ['users: Unrecognized key: "roles"']],
  ["a filter of the wrong type", { where: [{ property: "plan", over: "3" }] }, ["where.0.over: Invalid input: expected number, received string"]],
])("%s", (_name, written, expected) => {
  const read = selectionSchema.safeParse(written);
  expect(read.error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? []).toEqual(expected);
});
