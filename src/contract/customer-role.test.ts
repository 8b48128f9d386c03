import { expect, test } from "vitest";
import { spelledRole } from "./customer-role.ts";

test.each([
  ["Executive sponsor", "executive_sponsor"],
  ["executive-sponsor ", "executive_sponsor"],
  ["CHAMPION", "champion"],
  ["Head of Logistics", "Head of Logistics"],
  ["sponsor", "sponsor"],
])("%s is %s", (written, spelled) => {
  expect(spelledRole(written)).toBe(spelled);
});
