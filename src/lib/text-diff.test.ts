import { expect, test } from "vitest";
import { unifiedDiff } from "./text-diff.ts";

const numbered = (count: number): string => Array.from({ length: count }, (_, line) => `line ${line + 1}\n`).join("");

test("equal texts have no diff", () => {
  expect(unifiedDiff("a.yaml", "x\n", "x\n")).toBe("");
});

/** As `diff -u` prints it. */
test("a change, an addition and what stands around them", () => {
  const after = numbered(12).replace("line 2\n", "line two\n").replace("line 11\n", "line 11\nand a half\n");
  expect(unifiedDiff("a.yaml", numbered(12), after)).toBe(`--- a/a.yaml
+++ b/a.yaml
@@ -1,5 +1,5 @@
 line 1
-line 2
+line two
 line 3
 line 4
 line 5
@@ -9,4 +9,5 @@
 line 9
 line 10
 line 11
+and a half
 line 12`);
});

test("a new file", () => {
  expect(unifiedDiff("b.yaml", "", "a: 1\n")).toBe("--- a/b.yaml\n+++ b/b.yaml\n@@ -0,0 +1,1 @@\n+a: 1");
});
