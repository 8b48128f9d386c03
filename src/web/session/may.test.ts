import { expect, test } from "vitest";
import { includesRole, roles } from "../../contract/access.ts";
import { isTheirs, mayAs } from "./may.ts";

test("the page offers what the server allows", () => {
  const pairs = roles.flatMap((role) => roles.map((asked) => [role, asked] as const));
  expect(pairs.map(([role, asked]) => mayAs(role, asked))).toEqual(pairs.map(([role, asked]) => includesRole(role, asked)));
  expect(mayAs(undefined, "viewer")).toBe(false);
});

test("accounts of the own books are one's own, under the own address too; a manager's are all", () => {
  const csm = { role: "csm" as const, email: "ben@example.com", books: ["csm-1"] };
  expect([isTheirs(csm, "csm-1"), isTheirs(csm, "ben@example.com"), isTheirs(csm, "csm-2"), isTheirs(csm, null)]).toEqual([true, true, false, false]);
  expect([isTheirs({ ...csm, role: "manager" }, null), isTheirs({ ...csm, role: "viewer" }, "csm-1")]).toEqual([true, false]);
});
