import { Loader } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Failure } from "../kit/notice.tsx";
import { BandChip, BandMark } from "../score/band.tsx";
import { bandLook, bandOrder } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import { ChangeLines } from "./change-lines.tsx";
import styles from "./preview.module.css";
import type { Preview } from "./use-preview.ts";

interface Props {
  readonly preview: { readonly data?: Preview | undefined; readonly error: Error | null; readonly isBehind: boolean; readonly refetch: () => unknown };
  readonly isEmpty: boolean;
}

/** What the draft would do, before it counts. */
export function PreviewPanel({ preview: { data, error, isBehind, refetch }, isEmpty }: Props): ReactNode {
  if (isEmpty) return <p className={styles.text}>Change a weight, a scale or a limit: here stands who would change band, before anything counts.</p>;
  if (error) return <Failure error={error} retry={refetch} />;
  return (
    <div className={styles.preview} aria-busy={isBehind}>
      {data && (
        <>
          <ChangeLines lines={data.lines} />
          <Effect preview={data} />
        </>
      )}
    </div>
  );
}

/** That the numbers are of a moment ago. */
export const Busy = ({ isBusy }: { readonly isBusy: boolean }): ReactNode => (
  <span className={styles.busy} role="status">
    {isBusy && (
      <>
        <Loader size={13} aria-hidden="true" /> Scoring everybody by the draft…
      </>
    )}
  </span>
);

function Effect({ preview: { effect, currency } }: { readonly preview: Preview }): ReactNode {
  switch (effect.kind) {
    case "none":
      return <p className={styles.text}>No score changes: nothing that makes one is different.</p>;
    case "no_data":
      return <p className={styles.text}>There is no data yet, so what this does to scores can’t be told.</p>;
    case "faulty":
      return <p className={styles.faulty}>The draft has errors, shown where they are. Until they are mended nothing can be published.</p>;
    case "scored":
      return effect.accounts === 0 ? <p className={styles.text}>No account is a customer at the moment.</p> : <Scored effect={effect} currency={currency} />;
  }
}

type ScoredEffect = Extract<Preview["effect"], { kind: "scored" }>;

function Scored({ effect, currency }: { readonly effect: ScoredEffect; readonly currency: string }): ReactNode {
  const write = useWriter();
  const money = (amount: number | null): string => write.money(amount === null ? null : { amount, currency });
  const { accounts, moved, movedMrr, mrr, groups, moves, score, coverage } = effect;
  return (
    <>
      <p className={styles.headline}>
        {moved === 0 ? (
          <>None of {write.counted(accounts, "account", "accounts")} changes band.</>
        ) : (
          <>
            <strong>{write.counted(moved, "account changes", "accounts change")} band</strong> of {write.count(accounts)}, with {money(movedMrr)} of {money(mrr)} recurring revenue a month.
          </>
        )}
      </p>
      {groups.length > 0 && (
        <table className={styles.table} aria-label="From band to band">
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col">Accounts</th>
              <th scope="col">Revenue</th>
            </tr>
          </thead>
          <tbody>
            {groups.map(({ from, to, accounts: count, mrr: revenue }) => (
              <tr key={`${from} ${to}`}>
                <td>
                  <BandChip band={from} />
                </td>
                <td>
                  <BandChip band={to} />
                </td>
                <td>{write.count(count)}</td>
                <td>{money(revenue)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Distribution effect={effect} />
      {moves.length > 0 && (
        <>
          <h3>{moved > moves.length ? `The ${moves.length} with the most revenue` : "Who"}</h3>
          <ul className={styles.moves} aria-label="Accounts that change band">
            {moves.map(({ account, name, mrr: revenue, from, to, scoreBefore, scoreAfter }) => (
              <li key={account}>
                <Link to="/accounts/$account" params={{ account }}>
                  <bdi>{name}</bdi>
                </Link>
                <span className={styles.moved}>
                  <BandMark band={from} size={11} /> {write.exact(scoreBefore)} <span aria-hidden="true">→</span> <BandMark band={to} size={11} /> {write.exact(scoreAfter)}
                  <span className="visually-hidden">
                    {" "}
                    from {bandLook[from].word} to {bandLook[to].word}
                  </span>
                </span>
                <span className={styles.revenue}>{money(revenue)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={styles.text}>
        Scores: {write.count(score.rises)} rise, {write.count(score.falls)} fall; the mean goes from {write.exact(score.before)} to {write.exact(score.after)}. Coverage: {write.count(coverage.rises)} rise, {write.count(coverage.falls)} fall; the mean goes from {write.percent(coverage.before)} to {write.percent(coverage.after)}.
      </p>
      <p className={styles.small}>As of {write.time(effect.asOf)}. Bands are those of the limits alone, before and after: what keeps colours from flickering is left out.</p>
    </>
  );
}

function Distribution({ effect: { distribution } }: { readonly effect: ScoredEffect }): ReactNode {
  const write = useWriter();
  return (
    <figure className={styles.spread}>
      {(["before", "after"] as const).map((when) => (
        <div key={when} className={styles.row}>
          <span>{when === "before" ? "Now" : "Draft"}</span>
          <span className={styles.stack} aria-hidden="true">
            {bandOrder.map((band) => (
              <span key={band} data-band={band} style={{ flexGrow: distribution[when].counts[band] }} hidden={distribution[when].counts[band] === 0} />
            ))}
          </span>
        </div>
      ))}
      <figcaption>
        {bandOrder.map((band) => (
          <span key={band}>
            <BandMark band={band} size={11} /> {bandLook[band].word} {write.count(distribution.before.counts[band])} → {write.count(distribution.after.counts[band])}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
