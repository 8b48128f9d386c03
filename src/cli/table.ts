import Table from "cli-table3";

export interface Column {
  readonly head: string;
  readonly align?: "left" | "right";
}

const none = "";
const plainLines = {
  top: none, "top-mid": none, "top-left": none, "top-right": none,
  bottom: none, "bottom-mid": none, "bottom-left": none, "bottom-right": none,
  left: none, "left-mid": none, mid: none, "mid-mid": none,
  right: none, "right-mid": none, middle: "  ",
} as const;

/** Aligned columns without lines: readable in a terminal, in a log and in a file. */
export function tableText(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const table = new Table({
    head: columns.map(({ head }) => head),
    colAligns: columns.map(({ align }) => align ?? "left"),
    chars: plainLines,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
