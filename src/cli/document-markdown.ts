import type { Block, ChartLine } from "./document.ts";

/** What has a meaning in Markdown, written so that it has none: names come with the data. */
const plain = (text: string): string => text.replaceAll(/[\\`*_[\]<>|#]/g, "\\$&").replaceAll(/\s*\n\s*/g, " ");

/** An item that begins like one of a list within the list isn't one. */
const notNested = (text: string): string => text.replace(/^[+-](?= )/, "\\$&");

/** A document as Markdown. */
export function markdownOf(blocks: readonly Block[]): string {
  return `${blocks.map(blockOf).join("\n\n")}\n`;
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${plain(block.text)}`;
    case "paragraph":
      return block.strong ? `**${plain(block.text)}**` : plain(block.text);
    case "list":
      return block.items.map((item) => `- ${notNested(plain(item))}`).join("\n");
    case "table":
      return [block.columns.map(({ head }) => plain(head)), block.columns.map(({ right }) => (right ? "---:" : "---")), ...block.rows.map((row) => row.map(plain))].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
    case "chart":
      return ["```text", `${block.title}, ${block.labels[0] ?? ""} to ${block.labels.at(-1) ?? ""}`, ...block.lines.map((line) => lineOf(line, Math.max(...block.lines.map(({ name }) => name.length)))), "```"].join("\n");
  }
}

const levels = "▁▂▃▄▅▆▇█";

function lineOf({ name, values, show }: ChartLine, width: number): string {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return `${name.padEnd(width)}  –`;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const bars = values.map((value) => (Number.isNaN(value) ? "·" : levels[Math.min(7, Math.floor(((value - low) / Math.max(high - low, 1e-12)) * 8))]));
  return `${name.padEnd(width)}  ${bars.join("")}  ${show(low)} to ${show(high)}`;
}
