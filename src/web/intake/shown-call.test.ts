import { expect, test } from "vitest";
import { shownCall } from "./shown-call.ts";

test.each([
  ['{"event":"a","n":1}', '{\n  "event": "a",\n  "n": 1\n}'],
  ["<script>", "<script>"],
])("%s", (call, shown) => {
  expect(shownCall(call)).toBe(shown);
});
