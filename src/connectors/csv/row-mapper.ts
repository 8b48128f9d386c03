import type { MappedBatch, MappedRow, RowProblem } from "../../engine/import-source.ts";
import type { Fact } from "../../events/fact.ts";
import type { Cells } from "./cells.ts";
import type { CompiledKind } from "./kinds/compile.ts";
import type { RowBatch } from "./raw-table.ts";

/** A file whose mapping is compiled. */
export interface CompiledFile {
  readonly file: string;
  readonly columns: number;
  readonly kinds: readonly CompiledKind[];
  readonly columnOf: (field: string) => string;
}

const noProblems: readonly RowProblem[] = Object.freeze([]);
const noFacts: readonly Fact[] = Object.freeze([]);

/** Turns a batch of rows into facts. A row with any problem becomes none: half of a row would be a lie. */
export function mapBatch(file: CompiledFile, batch: RowBatch): MappedBatch {
  const rows: MappedRow[] = [];
  const problems: RowProblem[] = [];
  let skipped = 0;
  for (let index = 0; index < batch.rows.length; index += 1) {
    const cells = batch.rows[index] as Cells;
    const line = batch.lines[index] as number;
    const facts = cells.length === file.columns ? factsOf(file.kinds, cells, problems) : misshapen(file, cells, problems);
    if (problems.length > 0) rows.push({ line, facts: noFacts, problems: problems.splice(0) });
    else if (facts === undefined) skipped += 1;
    else rows.push({ line, facts, problems: noProblems });
  }
  const sameBy = file.kinds.every((kind) => kind.sameBy === "id") ? "id" : "content";
  return { file: file.file, sameBy, rows, skipped, columnOf: file.columnOf };
}

/** The facts of every kind that takes the row; undefined when none does. */
function factsOf(kinds: readonly CompiledKind[], cells: Cells, problems: RowProblem[]): readonly Fact[] | undefined {
  let found: readonly Fact[] | undefined;
  for (const kind of kinds) {
    if (kind.takes && !kind.takes(cells)) continue;
    const facts = kind.facts(cells, problems);
    found = found === undefined ? facts : [...found, ...facts];
  }
  return found;
}

function misshapen(file: CompiledFile, cells: Cells, problems: RowProblem[]): undefined {
  const value = cells.join(",").slice(0, 80);
  problems.push({ column: "", value, reason: `the row has ${cells.length} columns, the header ${file.columns}` });
}
