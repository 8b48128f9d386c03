import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ask } from "../api/ask.ts";
import { Explained } from "../kit/explained.tsx";
import { BandChip } from "../score/band.tsx";
import { ScoreCard } from "../score/score-card.tsx";
import { usePlace } from "../shell/place.ts";
import { useWriter } from "../words/reading.tsx";
import { AccountLine, TodayList } from "./parts.tsx";
import styles from "./today.module.css";

interface Props {
  readonly owner?: readonly string[];
}

const shown = 5;

/** Who is just under a better band, and what alone would lift them there. */
export function Near({ owner, band, title, none }: Props & { readonly band: "yellow" | "red"; readonly title: string; readonly none: string }): ReactNode {
  const write = useWriter();
  const asked = useQuery(ask("getNearlyThere", { band: [band], ...(owner && { owner: [...owner] }), limit: shown }));
  return (
    <TodayList
      id={`near-${band}`}
      title={title}
      none={none}
      asked={asked}
      items={({ accounts }) => accounts}
      total={({ total }) => total}
      line={({ row, levers: [lever] }) => (
        <AccountLine key={row.account} account={row.account} name={row.name} under={lever && <LeverText name={lever.name} from={write.measured(lever.from.text)} to={write.measured(lever.to.text)} />}>
          {row.nextUp && (
            <>
              <span className={styles.dim}>
                <Explained label="points missing" card={() => <ScoreCard row={row} />}>
                  {row.nextUp.points < 0.05 ? "holds for" : `${write.exact(row.nextUp.points)} to`}
                </Explained>
              </span>
              <BandChip band={row.nextUp.band} />
            </>
          )}
        </AccountLine>
      )}
      more={
        <Link to="/portfolio" search={{ show: "near", band: [band], ...(owner && { owner: [...owner] }) }} className={styles.more}>
          All of them
        </Link>
      }
    />
  );
}

const LeverText = ({ name, from, to }: { readonly name: string; readonly from: string | null; readonly to: string | null }): ReactNode => (
  <>
    <bdi>{name}</bdi>: {from ?? "no value"} → {to}
  </>
);

/** Accounts that wait in a stage longer than they should. */
export function Stuck({ owner }: Props): ReactNode {
  const { pack } = usePlace();
  return pack.stages.length > 0 ? <StuckList {...(owner && { owner })} /> : null;
}

function StuckList({ owner }: Props): ReactNode {
  const write = useWriter();
  const asked = useQuery(ask("listAccounts", { stageStatus: ["stuck"], ...(owner && { owner: [...owner] }), sparkline: "no", limit: shown, sort: "revenue", order: "descending" }));
  return (
    <TodayList
      id="stuck"
      title="Stuck on their journey"
      asked={asked}
      items={({ accounts }) => accounts}
      total={({ total }) => total}
      line={({ account, name, stageName, stageDays, band }) => (
        <AccountLine key={account} account={account} name={name} under={<bdi>{stageName}</bdi>}>
          <span>{stageDays === null ? "" : `for ${write.counted(stageDays, "day", "days")}`}</span>
          <BandChip band={band} />
        </AccountLine>
      )}
    />
  );
}

/** Red accounts for which nobody has a plan. */
export function WithoutPlan({ owner }: Props): ReactNode {
  const write = useWriter();
  const asked = useQuery(ask("listUnplanned", { ...(owner && { owner: [...owner] }), limit: shown }));
  return (
    <TodayList
      id="without-plan"
      title="Red, and nobody has a plan"
      asked={asked}
      items={({ accounts }) => accounts}
      total={({ total }) => total}
      line={(row) => (
        <AccountLine key={row.account} account={row.account} name={row.name} under={row.pulledDownBy && <bdi>{row.pulledDownBy.name}</bdi>}>
          <span>{row.mrr === null ? "" : `${write.shortMoney(row.mrr)} a month`}</span>
          <Explained label="score" card={() => <ScoreCard row={row} />}>
            {write.score(row.score)}
          </Explained>
          <BandChip band={row.band} />
        </AccountLine>
      )}
      more={
        <Link to="/portfolio" search={{ band: ["red"], ...(owner && { owner: [...owner] }) }} className={styles.more}>
          All red accounts
        </Link>
      }
    />
  );
}
