import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { Definitions } from "../kit/definitions.tsx";
import { Card, Explained } from "../kit/explained.tsx";
import { Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { useWriter } from "../words/reading.tsx";
import { useAccount } from "./account-view.ts";
import styles from "./benchmark.module.css";

type Benchmark = Answer<"getAccountBenchmark">;
type Gap = Benchmark["metrics"][number];

/** The account against customers like it, and what became of those who looked the same. */
export function BenchmarkSection(): ReactNode {
  const { data, instant } = useAccount();
  const found = useQuery(ask("getAccountBenchmark", { account: data.row.account, ...instant }));
  return (
    <Section id="benchmark" title="Against customers like it">
      {found.error && !found.data && <Failure error={found.error} retry={found.refetch} />}
      {found.isPending && <Waiting lines={4} />}
      {found.data && (found.data.overall ? <Compared own={found.data} overall={found.data.overall} /> : <p className={styles.lead}>{found.data.noGap?.text ?? "There is nothing to compare it with yet."}</p>)}
    </Section>
  );
}

function Compared({ own, overall }: { readonly own: Benchmark; readonly overall: Gap }): ReactNode {
  const write = useWriter();
  const { mostBy, lookAlikes } = own;
  return (
    <>
      <p className={styles.lead}>
        <strong>{write.exact(overall.score)}</strong> where{" "}
        <Explained label="benchmark" card={() => <BasisCard gap={overall} />}>
          {write.exact(overall.benchmark.points)}
        </Explained>{" "}
        is usual: <strong data-under={overall.isUnder || undefined}>{write.change(overall.gap, 1)}</strong> points
        {overall.isUnder && ", in the lowest part of customers like it"}.
      </p>
      {mostBy && (
        <p className={styles.hint}>
          Most of it by <bdi>{mostBy.name}</bdi>: {write.score(mostBy.score)} where {write.score(mostBy.benchmark)} is usual, {write.change(mostBy.effect, 1)} points of the score.
        </p>
      )}
      {own.isOverridden && <p className={styles.hint}>Compared is the computed score, not the one that a person set.</p>}
      <Gaps gaps={[...own.categories, ...own.metrics]} />
      {lookAlikes && <Alike alike={lookAlikes} />}
      <Definitions texts={own.definitions} />
    </>
  );
}

function BasisCard({ gap: { benchmark, rank } }: { readonly gap: Gap }): ReactNode {
  const write = useWriter();
  if (benchmark.kind === "target") return <Card title={`Benchmark ${write.exact(benchmark.points)}`} text="A target of the health definition." />;
  const { quartiles: [low, , high], group, widened } = benchmark;
  return (
    <Card
      title={`Benchmark ${write.exact(benchmark.points)}`}
      text={`What ${write.counted(group.accounts, "account", "accounts")}${group.of === "renewed" ? " that went on to renew" : ""} had: ${group.text}.${widened === null ? "" : ` ${widened}`}`}
      facts={[["Half had", `${write.score(low)} to ${write.score(high)}`], ...(rank === null ? [] : [["Had no more than it", write.share(rank)] as const])]}
    />
  );
}

const mostGaps = 8;

function Gaps({ gaps }: { readonly gaps: readonly Gap[] }): ReactNode {
  const write = useWriter();
  const metrics = gaps.filter(({ effect }) => effect !== null).slice(0, mostGaps);
  const shown = [...gaps.filter(({ effect }) => effect === null), ...metrics];
  if (shown.length === 0) return null;
  return (
    <DataTable label="Gaps of categories and metrics">
      <TableHead heads={[{ name: "Score" }, { name: "Here", isNumber: true }, { name: "Usual", isNumber: true }, { name: "Gap", isNumber: true }, { name: "Of the score", isNumber: true, meaning: "Points of the account's score that the gap makes" }]} />
      <tbody>
        {shown.map((gap) => (
          <tr key={gap.subject} data-category={gap.effect === null || undefined}>
            <th scope="row">
              <bdi>{gap.name}</bdi>
            </th>
            <td data-number>{write.score(gap.score)}</td>
            <td data-number>
              <Explained label={`${gap.name}, usual score`} card={() => <BasisCard gap={gap} />}>
                {write.score(gap.benchmark.points)}
              </Explained>
            </td>
            <td data-number>{write.change(gap.gap)}</td>
            <td data-number>{gap.effect === null ? "" : write.change(gap.effect, 1)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function Alike({ alike }: { readonly alike: NonNullable<Benchmark["lookAlikes"]> }): ReactNode {
  const write = useWriter();
  if (alike.kind === "too_few") return <p className={styles.hint}>{`Too few looked like it: the whole ${alike.days} days after it are known of ${write.counted(alike.standings, "past standing", "past standings")}, and ${write.count(alike.needed)} are needed.`}</p>;
  const { days, nearest, alike: own, all, group, verdict } = alike;
  return (
    <>
      <h3 className={styles.head}>Those who looked the same</h3>
      <p className={styles.hint}>{`Of the ${nearest.length} most like it, ${own.lost} ${own.lost === 1 ? "was" : "were"} lost within ${days} days: ${write.share(own.rate.value)} (${write.share(own.rate.low)} to ${write.share(own.rate.high)}); of ${group}, ${write.share(all.rate.value)}. ${verdict}`}</p>
      <DataTable label="Accounts that looked the same">
        <TableHead heads={[{ name: "Account" }, { name: "On" }, { name: "Score", isNumber: true }, { name: "Away", isNumber: true, meaning: "Standard deviations between the metric scores, on average" }, { name: `Within ${days} days` }]} />
        <tbody>
          {nearest.slice(0, mostGaps).map(({ account, name, at, score, distance, became }) => (
            <tr key={`${account} ${at}`}>
              <th scope="row">
                <Link to="/accounts/$account" params={{ account }}>
                  <bdi>{name}</bdi>
                </Link>
              </th>
              <td>{write.day(at)}</td>
              <td data-number>{write.score(score)}</td>
              <td data-number>{write.exact(distance)}</td>
              <td>{became}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </>
  );
}
