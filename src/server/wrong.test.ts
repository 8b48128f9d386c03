import { expect, test } from "vitest";
import { z } from "zod";
import { accountsQuery } from "../contract/portfolio.ts";
import { messageOf, wrongs } from "./wrong.ts";

test("what a schema says in words of its own stays", () => {
  const issues = z.object({ steps: z.array(z.string()).max(1, "write one step"), name: z.string() }).safeParse({ steps: ["a", "b"] }).error?.issues ?? [];
  expect(issues.map(messageOf)).toEqual(["write one step", "is missing"]);
});

test.each([
  [{ band: "blue" }, "band: write one of unknown, red, yellow, green"],
  [{ band: ["red", "blue"] }, "band: write one of unknown, red, yellow, green"],
  [{ order: "upwards" }, "order: write one of ascending, descending"],
  [{ order: ["ascending", "descending"] }, "order: write one of ascending, descending"],
  [{ limit: "0" }, "limit: write 1 or more"],
  [{ limit: "2000" }, "limit: write 1000 or less"],
  [{ limit: "many" }, "limit: write a whole number"],
  [{ scoreFrom: "high" }, "scoreFrom: write a number"],
  [{ asOf: "yesterday" }, "asOf: write a date such as 2026-03-29, a time with its offset such as 2026-03-29T14:00:00Z, or now"],
  [{ text: "x".repeat(201) }, "text: write at most 200 characters"],
  [{ text: ["a", "b"] }, "text: write it once"],
  [{ page: "2" }, "page: there is no such parameter"],
])("%j", (query, said) => {
  const issues = accountsQuery.safeParse(query).error?.issues ?? [];
  expect(issues.flatMap(wrongs).map(({ path, message }) => `${path}: ${message}`)).toEqual([said]);
});
