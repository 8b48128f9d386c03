import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { DataTable } from "../kit/data-table.tsx";
import { Card, Explained } from "../kit/explained.tsx";
import { useWriter } from "../words/reading.tsx";
import styles from "./heat-map.module.css";
import { type BenchmarksSearch, noPlace, shadeOf, shadeWords } from "./search.ts";

type Benchmarks = Answer<"getBenchmarks">;
type Cell = Benchmarks["cells"][number];

interface Props {
  readonly data: Benchmarks;
  readonly search: BenchmarksSearch;
  readonly change: (next: BenchmarksSearch) => void;
}

/** Stages down, segments across: what is usual there, and how far today's accounts are from it. */
export function HeatMap({ data, search, change }: Props): ReactNode {
  return (
    <>
      <DataTable label={`Benchmarks of ${data.score.name} by stage and segment`}>
        <thead>
          <tr>
            <th scope="col">Stage</th>
            {data.segments.map(({ id, name }) => (
              <th key={id ?? ""} scope="col">
                <bdi>{name}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.stages.map((stage) => (
            <tr key={stage.id ?? ""}>
              <th scope="row" className={styles.stage}>
                <bdi>{stage.name}</bdi>
              </th>
              {data.segments.map((segment) => {
                const cell = data.cells.find((one) => one.stage === stage.id && one.segment === segment.id);
                return cell ? <Place key={segment.id ?? ""} cell={cell} place={`${stage.name}, ${segment.name}`} search={search} change={change} /> : <td key={segment.id ?? ""} className={styles.empty}>nobody</td>;
              })}
            </tr>
          ))}
        </tbody>
      </DataTable>
      <ul className={styles.legend} aria-label="Colours: overall scores of today's accounts against their benchmark">
        {(Object.keys(shadeWords) as (keyof typeof shadeWords)[]).map((shade) => (
          <li key={shade}>
            <i data-shade={shade} aria-hidden="true" /> {shadeWords[shade]}
          </li>
        ))}
      </ul>
    </>
  );
}

function Place({ cell, place, search, change }: Pick<Props, "search" | "change"> & { readonly cell: Cell; readonly place: string }): ReactNode {
  const write = useWriter();
  const [stage, segment] = [cell.stage ?? noPlace, cell.segment ?? noPlace];
  const isChosen = search.stage === stage && search.segment === segment;
  const { stage: _stage, segment: _segment, ...rest } = search;
  return (
    <td className={styles.cell} data-shade={shadeOf(cell.meanGap)} data-chosen={isChosen || undefined}>
      <span className={styles.points}>
        <Explained label={`${place}, benchmark`} card={() => <CellCard cell={cell} place={place} />}>
          {write.score(cell.benchmark?.points ?? null)}
        </Explained>
        {cell.benchmark?.kind === "base" && cell.benchmark.widened !== null && <abbr title={`The next wider group counts: ${cell.benchmark.group.text}`}>wider</abbr>}
      </span>
      <button type="button" className={styles.under} aria-pressed={isChosen} onClick={() => change(isChosen ? rest : { ...search, stage, segment })}>
        {`${write.count(cell.under)} of ${write.count(cell.accounts)} under`}
        <span className="visually-hidden"> in {place}</span>
      </button>
      <span className={styles.gap}>{`mean gap ${write.change(cell.meanGap, 1)}`}</span>
    </td>
  );
}

function CellCard({ cell: { benchmark, accounts, under, mrrUnder }, place }: { readonly cell: Cell; readonly place: string }): ReactNode {
  const write = useWriter();
  const title = `${place}: ${write.exact(benchmark?.points ?? null)}`;
  const today = [["Here today", write.counted(accounts, "account", "accounts")], ["Under it", `${write.count(under)}, ${write.money(mrrUnder)} a month`]] as const;
  if (!benchmark) return <Card title={title} text="All past accounts together are too few for a benchmark." facts={today} />;
  if (benchmark.kind === "target") return <Card title={title} text="A target of the health definition." facts={today} />;
  const { quartiles: [low, , high], group, widened } = benchmark;
  return (
    <Card
      title={title}
      text={`What ${write.counted(group.accounts, "account", "accounts")}${group.of === "renewed" ? " that went on to renew" : ""} had: ${group.text}.${widened === null ? "" : ` ${widened}`}`}
      facts={[["Half had", `${write.score(low)} to ${write.score(high)}`], ["Under from", write.exact(benchmark.under)], ...today]}
    />
  );
}
