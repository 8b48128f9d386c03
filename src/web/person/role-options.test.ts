import { expect, test } from "vitest";
import { countsFrom, roleOptions, roleSaid } from "./role-options.ts";

test("the usual roles can be chosen, and the one that somebody has", () => {
  const usual = ["Executive sponsor", "Champion", "Admin", "User"];
  expect(roleOptions("admin", { none: "None", canWrite: false }).map(({ label }) => label)).toEqual(["None", ...usual]);
  expect(roleOptions("head_of_it", { none: "None", canWrite: true }).map(({ label }) => label)).toEqual(["None", ...usual, "head of it", "Another…"]);
});

test("what was done is said in words", () => {
  expect([roleSaid("Ann", "executive_sponsor"), roleSaid("Ann", null)]).toEqual(["Ann is executive sponsor now", "Ann has no role now"]);
});

test("a role counts from now, or from the end of data that ended before", () => {
  expect(countsFrom({ asOf: "2026-05-01T00:00:00.000Z", note: null })).toBeUndefined();
  expect(countsFrom({ asOf: "2026-05-01T00:00:00.000Z", note: "The data ends on 2026-04-30." })).toBe("2026-04-30T23:59:59.999Z");
});
