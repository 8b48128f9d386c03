import type { Block, ChartLine } from "./document.ts";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => entities[letter] as string);

const style = `:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.2rem; border-bottom: 1px solid #8886; } h3 { font-size: 1.05rem; }
table { border-collapse: collapse; margin: 0.8rem 0; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 0.25rem 0.9rem 0.25rem 0; border-bottom: 1px solid #8884; vertical-align: top; }
th.right, td.right { text-align: right; }
figure { margin: 1rem 0; } figcaption { font-size: 0.9rem; } svg { width: 100%; height: auto; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } h2 { break-after: avoid; } table, figure { break-inside: avoid; } tr { break-inside: avoid; } }`;

/** A document as one page that needs nothing else: no scripts, no fonts or pictures from elsewhere; it prints as it is. */
export function htmlOf(title: string, blocks: readonly Block[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>
${style}
</style>
</head>
<body>
${blocks.map(blockOf).join("\n")}
</body>
</html>
`;
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h${block.level}>${escaped(block.text)}</h${block.level}>`;
    case "paragraph":
      return block.strong ? `<p><strong>${escaped(block.text)}</strong></p>` : `<p>${escaped(block.text)}</p>`;
    case "list":
      return `<ul>\n${block.items.map((item) => `<li>${escaped(item)}</li>`).join("\n")}\n</ul>`;
    case "table":
      return tableOf(block);
    case "chart":
      return `<figure>\n<figcaption>${escaped(block.title)}</figcaption>\n${block.lines.map((line) => chartLine(line, block.labels)).join("\n")}\n</figure>`;
  }
}

function tableOf({ columns, rows }: Extract<Block, { kind: "table" }>): string {
  const cell = (tag: "th" | "td", text: string, place: number): string => `<${tag}${columns[place]?.right ? ' class="right"' : ""}>${escaped(text)}</${tag}>`;
  const head = `<tr>${columns.map((column, place) => cell("th", column.head, place)).join("")}</tr>`;
  return `<table>\n<thead>${head}</thead>\n<tbody>\n${rows.map((row) => `<tr>${row.map((text, place) => cell("td", text, place)).join("")}</tr>`).join("\n")}\n</tbody>\n</table>`;
}

const [width, height, left, top] = [720, 90, 8, 18];

/** A small line of its own for each quantity: two scales in one picture invite to see what isn't there. */
function chartLine({ name, values, show }: ChartLine, labels: readonly string[]): string {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return "";
  const [low, high] = [Math.min(0, ...known), Math.max(...known)];
  const x = (place: number): number => left + (place / Math.max(1, values.length - 1)) * (width - 2 * left);
  const y = (value: number): number => top + (1 - (value - low) / Math.max(high - low, 1e-12)) * (height - top - 16);
  const points = values.flatMap((value, place) => (Number.isNaN(value) ? [] : [`${x(place).toFixed(1)},${y(value).toFixed(1)}`]));
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(`${name}: ${values.map((value, place) => `${labels[place] ?? ""} ${Number.isNaN(value) ? "unknown" : show(value)}`).join(", ")}`)}">
<text x="${left}" y="12" font-size="12" fill="currentColor">${escaped(name)}: ${escaped(show(known.at(-1) as number))} at the end, ${escaped(show(Math.min(...known)))} to ${escaped(show(high))}</text>
<polyline points="${points.join(" ")}" fill="none" stroke="currentColor" stroke-width="1.5"/>
<text x="${left}" y="${height - 2}" font-size="10" fill="currentColor">${escaped(labels[0] ?? "")}</text>
<text x="${width - left}" y="${height - 2}" font-size="10" fill="currentColor" text-anchor="end">${escaped(labels.at(-1) ?? "")}</text>
</svg>`;
}
