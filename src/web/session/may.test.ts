import { expect, test } from "vitest";
import { includesRole, roles } from "../../contract/access.ts";
import { mayAs } from "./may.ts";

test("the page offers what the server allows", () => {
  const pairs = roles.flatMap((role) => roles.map((asked) => [role, asked] as const));
  expect(pairs.map(([role, asked]) => mayAs(role, asked))).toEqual(pairs.map(([role, asked]) => includesRole(role, asked)));
  expect(mayAs(undefined, "viewer")).toBe(false);
});
