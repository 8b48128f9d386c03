import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { AccountRow } from "../../contract/account-row.ts";
import { Sparkline } from "../chart/sparkline.tsx";
import { Card, Explained } from "../kit/explained.tsx";
import { BandChip } from "../score/band.tsx";
import { Change } from "../score/change.tsx";
import { GapNumber } from "../score/gap.tsx";
import { StatusMark } from "../score/journey-status.tsx";
import { type ServedPack, nameIn, usePlace } from "../shell/place.ts";
import { bandLook } from "../words/band.ts";
import { missingWords } from "../words/missing.ts";
import { statusLook } from "../words/journey-status.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./account-table.module.css";
import { ScoreCard } from "../score/score-card.tsx";
import { type UsualId, metricId, standardIds, traitId, traitsOf } from "./column-ids.ts";
import { traitIn } from "./trait-in.ts";
import type { SortKey } from "./search.ts";

export interface Column {
  readonly id: string;
  readonly head: string;
  /** What the head says when there is room or somebody asks. */
  readonly meaning?: string;
  readonly sort?: SortKey;
  readonly align?: "right";
  /** As a track of the grid. */
  readonly width: string;
  readonly cell: (row: AccountRow) => ReactNode;
}

const name: Column = { id: "name", head: "Account", sort: "name", width: "minmax(150px, 1.7fr)", cell: (row) => <Segments row={row} /> };
const health: Column = { id: "health", head: "Health", sort: "score", width: "108px", cell: (row) => <Health row={row} /> };
const trend: Column = { id: "trend", head: "90 days", width: "76px", cell: (row) => <Trend row={row} /> };
const change: Column = { id: "change", head: "30 days", meaning: "Points gained or lost in 30 days, and the main cause", sort: "change30Days", width: "minmax(126px, 1.3fr)", cell: (row) => <ChangeCell row={row} /> };
const stage: Column = { id: "stage", head: "Stage", meaning: "Stage of the journey, and whether it goes as it should", sort: "stageDays", width: "minmax(90px, 0.8fr)", cell: (row) => <Stage row={row} /> };
const gap: Column = { id: "gap", head: "Gap", meaning: "Points from the benchmark: what customers like it have", sort: "gap", align: "right", width: "44px", cell: (row) => <GapNumber benchmark={row.benchmark} /> };
const revenue: Column = { id: "revenue", head: "Revenue", meaning: "Recurring revenue a month", sort: "revenue", align: "right", width: "64px", cell: (row) => <Revenue row={row} /> };
const renewal: Column = { id: "renewal", head: "Renewal", sort: "renewal", width: "90px", cell: (row) => <Renewal row={row} /> };
const owner: Column = { id: "owner", head: "Owner", width: "minmax(48px, 0.5fr)", cell: (row) => <bdi className={styles.cut}>{row.owner ?? "–"}</bdi> };
const coverage: Column = { id: "coverage", head: "Known", meaning: "Coverage: the share of the score's weight that rests on data that is there", sort: "coverage", align: "right", width: "52px", cell: (row) => <Coverage row={row} /> };

const week: Column = { id: "week", head: "7 days", meaning: "Points gained or lost in 7 days", sort: "change7Days", align: "right", width: "64px", cell: (row) => <Change points={row.change7Days} /> };
const held: Column = { id: "held", head: "Held down by", meaning: "The metric with the greatest weighted shortfall, and its value", width: "minmax(120px, 1fr)", cell: (row) => <Held row={row} /> };

const usual: Readonly<Record<UsualId, Column>> = { health, trend, change, week, stage, gap, revenue, renewal, owner, coverage, held };

/** A metric is shown with its raw value; its points are a hover away. */
const metricColumn = (about: ServedPack["metrics"][number]): Column => ({ id: metricId(about.metric), head: about.name, meaning: about.definition, sort: metricId(about.metric), align: "right", width: "minmax(76px, 0.6fr)", cell: (row) => <Metric row={row} about={about} /> });

/** What was sent about the account, as it was sent. */
const traitColumn = (trait: string): Column => ({ id: traitId(trait), head: trait.replaceAll("_", " "), meaning: `The trait ${trait}, as it was sent`, width: "minmax(76px, 0.6fr)", cell: (row) => <Trait value={traitIn(row, trait)} /> });

/** The account and what is chosen; what the health definition no longer has is left out. */
export function columnsFor(pack: ServedPack, chosen?: readonly string[]): readonly Column[] {
  const possible = new Map(possibleColumns(pack, traitsOf(chosen ?? [])).map((column) => [column.id, column]));
  return [name, ...(chosen ?? standardIds).flatMap((id) => possible.get(id) ?? [])];
}

/** Everything that can be a column beside the account. Stages are one only where the health definition has any. */
export const possibleColumns = (pack: ServedPack, traits: readonly string[]): readonly Column[] => [
  ...Object.values(usual).filter(({ id }) => id !== "stage" || pack.stages.length > 0),
  ...pack.metrics.filter(({ category }) => category !== null).map(metricColumn),
  ...traits.map(traitColumn),
];

function Metric({ row, about: { metric, name, definition } }: { readonly row: AccountRow; readonly about: ServedPack["metrics"][number] }): ReactNode {
  const write = useWriter();
  const found = row.metrics?.find((one) => one.metric === metric);
  if (!found || found.now.text === null) return <span className={styles.dim} title={found?.now.missing ? missingWords[found.now.missing].long : "Doesn't count for this account"}>–</span>;
  const text = write.measured(found.now.text);
  const card = (): ReactNode => (
    <Card title={`${name}: ${text}`} text={definition} facts={found.points === null ? [] : [["Score", `${write.exact(found.points)} of 100`]]}>
      <Link to="/accounts/$account" params={{ account: row.account }} search={{ metric }} hash="why">
        See what it is made of
      </Link>
    </Card>
  );
  return (
    <Explained label={name} card={card}>
      {text}
    </Explained>
  );
}

function Trait({ value }: { readonly value: string | number | null }): ReactNode {
  const write = useWriter();
  if (value === null || value === "") return <span className={styles.dim}>–</span>;
  return typeof value === "number" ? write.number(value) : <bdi className={styles.twice} title={value}>{value}</bdi>;
}

function Held({ row: { pulledDownBy } }: { readonly row: AccountRow }): ReactNode {
  const write = useWriter();
  if (!pulledDownBy) return "–";
  const { name, now } = pulledDownBy;
  return <bdi className={styles.twice}>{`${name}${now.text === null ? "" : `: ${write.measured(now.text)}`}`}</bdi>;
}

function Segments({ row }: { readonly row: AccountRow }): ReactNode {
  const { pack } = usePlace();
  if (row.segments.length === 0) return null;
  return <bdi className={styles.under}>{row.segments.map((segment) => nameIn(pack.segments, segment)).join(", ")}</bdi>;
}

function Health({ row }: { readonly row: AccountRow }): ReactNode {
  const write = useWriter();
  return (
    <span className={styles.health}>
      <span className={styles.score}>
        <Explained label="score" card={() => <ScoreCard row={row} />}>
          {write.score(row.score)}
        </Explained>
      </span>
      <BandChip band={row.band} />
    </span>
  );
}

function Trend({ row }: { readonly row: AccountRow }): ReactNode {
  const write = useWriter();
  const scores = row.sparkline ?? [];
  const known = scores.filter((score) => score !== null);
  if (known.length < 2) return <span className={styles.dim}>too new</span>;
  return <Sparkline scores={scores} band={row.band} width={72} label={`Scores of ${scores.length} days: from ${write.score(known[0] ?? null)} to ${write.score(known.at(-1) ?? null)}, lowest ${write.score(Math.min(...known))}`} />;
}

function ChangeCell({ row }: { readonly row: AccountRow }): ReactNode {
  const { cause, change30Days } = row;
  return (
    <span className={styles.changed}>
      <span className={styles.points}>
        <Change points={change30Days} />
      </span>
      {cause && change30Days !== null && Math.abs(change30Days) >= 0.5 && <bdi className={styles.twice} title={cause.name}>{cause.name}</bdi>}
    </span>
  );
}

function Stage({ row }: { readonly row: AccountRow }): ReactNode {
  const { pack } = usePlace();
  if (row.stage === null) return "–";
  return (
    <span className={styles.stage} title={row.stageStatus ? `${statusLook[row.stageStatus].word}, ${row.stageDays ?? 0} days in the stage` : undefined}>
      {row.stageStatus && <StatusMark status={row.stageStatus} />}
      <bdi className={styles.twice}>{nameIn(pack.stages, row.stage)}</bdi>
      {row.stageStatus && <span className="visually-hidden">, {statusLook[row.stageStatus].word}</span>}
    </span>
  );
}

function Revenue({ row }: { readonly row: AccountRow }): ReactNode {
  return useWriter().shortMoney(row.mrr);
}

function Renewal({ row }: { readonly row: AccountRow }): ReactNode {
  const write = useWriter();
  const { today } = usePlace();
  return <span className={styles.cut}>{write.shortDay(row.renewal, `${today}T12:00:00Z`)}</span>;
}

function Coverage({ row }: { readonly row: AccountRow }): ReactNode {
  const write = useWriter();
  const text = write.percent(row.coverage);
  if (!row.unknown) return <span className={row.coverage < 100 ? styles.dim : ""}>{text}</span>;
  return (
    <Explained label="coverage" card={() => <Card title={`${bandLook.unknown.word}: ${bandLook.unknown.meaning}`} text={row.unknown?.text} />}>
      {text}
    </Explained>
  );
}
