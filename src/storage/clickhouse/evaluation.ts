import type { EvaluationCursor, EvaluationCursors } from "../../engine/evaluate/ports.ts";
import type { Transition, TransitionLog, TransitionsRequest } from "../../engine/evaluate/transition.ts";
import type { Band } from "../../scores/bands.ts";
import type { DifferencePart } from "../../scores/difference.ts";
import type { ClickHouse } from "./engine.ts";
import { type ColumnData, constantColumn, repeatedTexts } from "./native-writer.ts";

const times = (values: readonly number[]): ColumnData => ({ type: "DateTime64(3, 'UTC')", values: Float64Array.from(values) });
const numbers = (values: readonly (number | null)[]): ColumnData => ({ type: "Float64", values: Float64Array.from(values, (value) => value ?? Number.NaN) });
const texts = (values: readonly string[]): ColumnData => ({ type: "String", values });

/** How far scoring has come, beside the snapshots. */
export class ClickHouseEvaluationCursors implements EvaluationCursors {
  readonly #clickHouse: ClickHouse;
  readonly #clock: () => number;

  constructor(clickHouse: ClickHouse, clock: () => number) {
    this.#clickHouse = clickHouse;
    this.#clock = clock;
  }

  async read(workspace: string, version: string): Promise<EvaluationCursor | undefined> {
    const [cursor] = await this.#clickHouse.rows<EvaluationCursor>({
      name: "how far scoring has come",
      text: `SELECT toUnixTimestamp64Milli(through) AS through, toUnixTimestamp64Milli(stored_by) AS storedBy
FROM evaluations WHERE workspace = {workspace:String} AND version = {version:String} ORDER BY written_at DESC LIMIT 1`,
      parameters: { workspace, version },
    });
    return cursor;
  }

  write(workspace: string, version: string, { through, storedBy }: EvaluationCursor): Promise<void> {
    return this.#clickHouse.insert(
      "evaluations",
      { workspace: constantColumn(workspace, 1), version: constantColumn(version, 1), through: times([through]), stored_by: times([storedBy]), written_at: times([this.#clock()]) },
      1,
    );
  }
}

interface TransitionRow {
  readonly account: string;
  readonly version: string;
  readonly left: number;
  readonly at: number;
  readonly kind: Transition["kind"];
  readonly from_band: Band;
  readonly to_band: Band;
  readonly from_score: number | null;
  readonly to_score: number | null;
  readonly cause: string;
  readonly parts: string;
}

/** Transitions in ClickHouse; what leaves the same snapshot in the same way twice is one, and the last one written counts. */
export class ClickHouseTransitionLog implements TransitionLog {
  readonly #clickHouse: ClickHouse;
  readonly #clock: () => number;

  constructor(clickHouse: ClickHouse, clock: () => number) {
    this.#clickHouse = clickHouse;
    this.#clock = clock;
  }

  append(transitions: readonly Transition[]): Promise<void> {
    const now = this.#clock();
    const of = <T>(pick: (transition: Transition) => T): T[] => transitions.map(pick);
    return this.#clickHouse.insert(
      "transitions",
      {
        workspace: repeatedTexts(of(({ workspace }) => workspace)),
        account: texts(of(({ account }) => account)),
        version: repeatedTexts(of(({ version }) => version)),
        left: times(of(({ from }) => from.asOf)),
        at: times(of(({ to }) => to.asOf)),
        kind: repeatedTexts(of(({ kind }) => kind)),
        from_band: repeatedTexts(of(({ from }) => from.band)),
        to_band: repeatedTexts(of(({ to }) => to.band)),
        from_score: numbers(of(({ from }) => from.score)),
        to_score: numbers(of(({ to }) => to.score)),
        cause: repeatedTexts(of(({ reason }) => reason.main?.cause ?? "")),
        subject: texts(of(({ reason }) => reason.main?.subject ?? "")),
        parts: texts(of(({ reason: { main, parts } }) => JSON.stringify({ main: main && parts.indexOf(main), parts }))),
        written_at: times(transitions.map(() => now)),
      },
      transitions.length,
    );
  }

  async read({ workspace, from, to, limit, account, version, kind }: TransitionsRequest): Promise<Transition[]> {
    const asked = Object.entries({ account, version, kind }).filter((one): one is [string, string] => one[1] !== undefined);
    const rows = await this.#clickHouse.rows<TransitionRow>({
      name: "transitions",
      text: `SELECT account, version, toUnixTimestamp64Milli(left) AS left, toUnixTimestamp64Milli(at) AS at, kind, from_band, to_band,
  if(isNaN(from_score), NULL, from_score) AS from_score, if(isNaN(to_score), NULL, to_score) AS to_score, parts
FROM transitions FINAL
WHERE workspace = {workspace:String}${asked.map(([name]) => ` AND ${name} = {${name}:String}`).join("")}
  AND at > fromUnixTimestamp64Milli({from:Int64}) AND at <= fromUnixTimestamp64Milli({to:Int64})
ORDER BY transitions.at DESC, account LIMIT {limit:UInt32}`,
      parameters: { workspace, from, to, limit, ...Object.fromEntries(asked) },
    });
    return rows.map((row) => transitionIn(workspace, row));
  }
}

function transitionIn(workspace: string, row: TransitionRow): Transition {
  const { main, parts } = JSON.parse(row.parts) as { readonly main?: number; readonly parts: readonly DifferencePart[] };
  const first = main === undefined ? undefined : parts[main];
  return {
    kind: row.kind,
    workspace,
    account: row.account,
    version: row.version,
    from: { asOf: row.left, score: row.from_score, band: row.from_band },
    to: { asOf: row.at, score: row.to_score, band: row.to_band },
    reason: { parts, ...(first && { main: first }) },
  };
}
