import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ask } from "../api/ask.ts";
import { Change } from "../score/change.tsx";
import { BandChip, BandMark } from "../score/band.tsx";
import { bandLook } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import { AccountLine, TodayList } from "./parts.tsx";
import styles from "./today.module.css";

const shown = 12;

/** Accounts whose band changed within a week, and why. */
export function Changed({ owner }: { readonly owner?: readonly string[] }): ReactNode {
  const write = useWriter();
  const asked = useQuery(ask("listTransitions", { ...(owner && { owner: [...owner] }), limit: shown }));
  return (
    <TodayList
      id="changed"
      title="Changed band in seven days"
      asked={asked}
      items={({ transitions }) => transitions}
      total={({ total }) => total}
      none="No account changed its band."
      line={({ account, name, from, to, cause }) => (
        <AccountLine
          key={`${account} ${to.asOf}`}
          account={account}
          name={name}
          under={
            <>
              {cause && (
                <>
                  <bdi>{cause.name}</bdi> <Change points={cause.points} digits={1} />
                  {" · "}
                </>
              )}
              <time dateTime={to.asOf}>{write.distance(to.asOf, asked.data?.asOf ?? to.asOf)}</time>
            </>
          }
        >
          <BandMark band={from.band} />
          <span className="visually-hidden">{bandLook[from.band].word}, now</span>
          <span aria-hidden="true">→</span>
          <BandChip band={to.band} />
        </AccountLine>
      )}
      more={asked.data && asked.data.total > shown && <p className={styles.none}>The latest {shown} are shown.</p>}
    />
  );
}
