import type { ClickHouse } from "../engine.ts";
import type { Binder } from "../measure/binder.ts";
import { numbersOf, textsOf } from "../native-reader.ts";
import type { Parameters } from "../query.ts";

export interface Piece {
  readonly from: string;
  readonly to: string;
}

/** About so many old rows are looked through at a time. */
const rowsAtOnce = 100_000;
const limits = { seconds: 3600 };

/** Ranges of a column, in the order of their bytes, with about as many of the rows asked for; none where there are none. */
export async function piecesOf(clickHouse: ClickHouse, { table, column, where, parameters }: { readonly table: string; readonly column: "account" | "user"; readonly where: string; readonly parameters: Parameters }): Promise<Piece[]> {
  const pieces: Piece[] = [];
  let rows = Number.POSITIVE_INFINITY;
  const blocks = await clickHouse.blocks({ name: `where old rows of ${table} lie`, text: `SELECT ${column} AS id, toFloat64(count()) AS old FROM ${table} WHERE ${where} GROUP BY id ORDER BY id`, parameters, limits });
  for (const block of blocks) {
    const counts = numbersOf(block, "old");
    textsOf(block, "id").forEach((id, row) => {
      const last = pieces.at(-1);
      if (last === undefined || rows >= rowsAtOnce) {
        pieces.push({ from: id, to: id });
        rows = 0;
      } else pieces[pieces.length - 1] = { from: last.from, to: id };
      rows += counts[row] as number;
    });
  }
  return pieces;
}

export const within = (binder: Binder, column: "account" | "user", { from, to }: Piece): string => `${column} >= ${binder.text(from)} AND ${column} <= ${binder.text(to)}`;
