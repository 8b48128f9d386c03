import type { ReactNode } from "react";
import type { AccountRow } from "../../contract/account-row.ts";
import { Card, Explained } from "../kit/explained.tsx";
import { useWriter } from "../words/reading.tsx";
import styles from "./gap.module.css";

type Gap = NonNullable<AccountRow["benchmark"]>;

/** How far an account is from customers like it, and on being asked what that rests on. */
export function GapNumber({ benchmark, digits = 0 }: { readonly benchmark: Gap | null; readonly digits?: number }): ReactNode {
  const write = useWriter();
  if (!benchmark) return <span className={styles.none}>–</span>;
  return (
    <span className={styles.gap} data-under={benchmark.isUnder || undefined}>
      <Explained label="points from the benchmark" card={() => <GapCard benchmark={benchmark} />}>
        {write.change(benchmark.gap, digits)}
      </Explained>
    </span>
  );
}

function GapCard({ benchmark: { gap, benchmark, isUnder, group, mostBy } }: { readonly benchmark: Gap }): ReactNode {
  const write = useWriter();
  return (
    <Card
      title={`${write.change(gap, 1)} points from the benchmark`}
      text={`Customers like it have ${write.exact(benchmark)}${isUnder ? "; it is in the lowest part of them" : ""}. Held against ${group}. Benchmarks stand still from one start of a month to the next.`}
      facts={mostBy ? [["Most of it by", <bdi key="by">{mostBy.name}</bdi>], ["There", `${write.score(mostBy.score)} where ${write.score(mostBy.benchmark)} is usual, ${write.change(mostBy.effect, 1)} points of the score`]] : []}
    />
  );
}
