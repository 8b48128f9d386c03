/** A report as data, to be written as Markdown or as a page. */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string; readonly strong?: boolean }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly columns: readonly DocumentColumn[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "chart"; readonly title: string; readonly labels: readonly string[]; readonly lines: readonly ChartLine[] };

export interface DocumentColumn {
  readonly head: string;
  readonly right?: boolean;
}

/** One line of a chart; NaN leaves a gap. Each line has a scale of its own, from 0 (or its lowest value below it) to its highest. */
export interface ChartLine {
  readonly name: string;
  readonly values: readonly number[];
  readonly show: (value: number) => string;
}
