import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { Empty, Failure } from "../kit/notice.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { BandChip } from "../score/band.tsx";
import { usePlace } from "../shell/place.ts";
import { bandLook } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./nearly-there.module.css";
import { type PortfolioSearch, filtersOf } from "./search.ts";

/** Who is just under the next band, with what would be enough to bring them there. */
export function NearlyThere({ search }: { readonly search: PortfolioSearch }): ReactNode {
  const { today } = usePlace();
  const near = useQuery({ ...ask("getNearlyThere", { ...filtersOf(search, today), limit: 50 }), placeholderData: keepPreviousData });
  if (near.error) return <Failure error={near.error} retry={near.refetch} />;
  if (!near.data) return <Waiting lines={8} height={48} />;
  if (near.data.accounts.length === 0) return <Empty title="Nobody is just under the next band">Every account that is shown is green already, or too little is known of it.</Empty>;
  return (
    <ol className={styles.list} aria-label="Just under the next band">
      {near.data.accounts.map((near) => (
        <NearLine key={near.row.account} near={near} />
      ))}
    </ol>
  );
}

function NearLine({ near: { row, levers } }: { readonly near: Answer<"getNearlyThere">["accounts"][number] }): ReactNode {
  const write = useWriter();
  const { nextUp } = row;
  return (
    <li className={styles.line}>
      <Link to="/accounts/$account" params={{ account: row.account }} className={styles.name}>
        <bdi>{row.name}</bdi>
      </Link>
      <span className={styles.score}>{write.score(row.score)}</span>
      <BandChip band={row.band} />
      {nextUp && (
        <span className={styles.missing}>
          {nextUp.points === 0 ? `has the points for ${bandLook[nextUp.band].word.toLowerCase()}, and must keep them` : `${write.exact(Math.max(0.1, nextUp.points))} points to ${bandLook[nextUp.band].word.toLowerCase()}`}
        </span>
      )}
      <span className={styles.levers}>
        {levers.slice(0, 2).map(({ metric, name, from, to }) => (
          <span key={metric} className={styles.lever}>
            <bdi>{name}</bdi> {write.measured(from.text)} <span aria-hidden="true">→</span>
            <span className="visually-hidden">to</span> <strong>{write.measured(to.text)}</strong>
          </span>
        ))}
        {levers.length === 0 && <span>takes more than one measurement</span>}
      </span>
      <span className={styles.money}>{write.shortMoney(row.mrr)}</span>
    </li>
  );
}
