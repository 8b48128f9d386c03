import { expect, test } from "vitest";
import { returnPath } from "./return-path.ts";

test.each([
  [undefined, "/"],
  ["/accounts/a?asOf=2026-01-01#why", "/accounts/a?asOf=2026-01-01#why"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["https://evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["/sign-in?to=/", "/"],
])("after signing in %s leads to %s", (wanted, path) => {
  expect(returnPath(wanted)).toBe(path);
});
