import { describe, expect, test } from "vitest";
import type { Block } from "./document.ts";
import { htmlOf } from "./document-html.ts";
import { markdownOf } from "./document-markdown.ts";

const hostile = "<script>alert(1)</script> | `x` [a](b)";
const blocks: readonly Block[] = [
  { kind: "heading", level: 1, text: "Review" },
  { kind: "paragraph", text: `of ${hostile}` },
  { kind: "list", items: ["one", "two\nlines"] },
  { kind: "table", columns: [{ head: "account" }, { head: "score", right: true }], rows: [[hostile, "12"]] },
  { kind: "chart", title: "Month by month", labels: ["2026-01", "2026-02", "2026-03"], lines: [{ name: "score", values: [50, Number.NaN, 60], show: (value) => value.toFixed(0) }] },
];

describe("a document", () => {
  test("as Markdown: names from the data stay names", () => {
    expect(markdownOf(blocks)).toBe(`# Review

of \\<script\\>alert(1)\\</script\\> \\| \\\`x\\\` \\[a\\](b)

- one
- two lines

| account | score |
| --- | ---: |
| \\<script\\>alert(1)\\</script\\> \\| \\\`x\\\` \\[a\\](b) | 12 |

\`\`\`text
Month by month, 2026-01 to 2026-03
score  ▁·█  50 to 60
\`\`\`
`);
  });

  test("as one page: nothing from elsewhere, nothing that runs", () => {
    const page = htmlOf("Review", blocks);
    expect(page).not.toMatch(/<script|src=|href=|url\(|@import/i);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(page).toContain('<td class="right">12</td>');
    expect(page).toContain('<polyline points="8.0,');
    expect(page).toContain("@media print");
  });
});
