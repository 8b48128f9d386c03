import { Button, RangeSlider } from "@mantine/core";
import type { ReactNode } from "react";
import type { AccessAnswer } from "../../contract/access-routes.ts";
import { bandAt } from "../chart/band-at.ts";
import { Section } from "../kit/section.tsx";
import { BandChip } from "../score/band.tsx";
import { useWriter } from "../words/reading.tsx";
import { type Limits, bandCounts, evenLimits, withLimit } from "./band-counts.ts";
import styles from "./setup.module.css";

type Scores = NonNullable<AccessAnswer<"getFirstDefinition">["scores"]>;

interface Props {
  readonly scores: Scores;
  readonly limits: Limits;
  /** While it is being moved. */
  readonly show: (limits: Limits) => void;
  /** Once it is let go. */
  readonly keep: (limits: Limits) => void;
}

/** Where red ends and where green begins, on the accounts as they are. */
export function BandLimits({ scores: { points, accounts, unknown, asOf, note, suggested }, limits, show, keep }: Props): ReactNode {
  const write = useWriter();
  const counts = bandCounts(points, limits);
  const known = accounts - unknown;
  const even = suggested.kind === "bands" ? suggested : evenLimits(points);
  const next = ([redBelow, yellowBelow]: [number, number]): Limits => (redBelow === limits.redBelow ? withLimit(limits, "yellowBelow", yellowBelow) : withLimit(limits, "redBelow", redBelow));
  return (
    <Section id="bands" title="Bands" aside={write.counted(accounts, "account", "accounts")}>
      <Columns points={points} limits={limits} />
      <RangeSlider
        className={styles.slider ?? ""}
        min={0}
        max={100}
        minRange={1}
        value={[limits.redBelow, limits.yellowBelow]}
        onChange={(value) => show(next(value))}
        onChangeEnd={(value) => keep(next(value))}
        thumbFromLabel="Red below"
        thumbToLabel="Yellow below"
        marks={[0, 25, 50, 75, 100].map((value) => ({ value, label: value }))}
      />
      <p className={styles.counts} role="status">
        {(["red", "yellow", "green"] as const).map((band) => (
          <span key={band}>
            <BandChip band={band} /> {write.count(counts[band])} <span className={styles.dim}>{known === 0 ? "" : write.share(counts[band] / known)}</span>
          </span>
        ))}
        {unknown > 0 && (
          <span>
            <BandChip band="unknown" /> {write.count(unknown)}
          </span>
        )}
      </p>
      <p className={styles.hint}>
        Red below {limits.redBelow}, yellow below {limits.yellowBelow}. An even spread is the baseline while you set the bands; fewer at risk is the goal later. As of {write.time(asOf)}. {note}
      </p>
      {even && (
        <Button variant="default" disabled={even.redBelow === limits.redBelow && even.yellowBelow === limits.yellowBelow} onClick={() => keep({ redBelow: even.redBelow, yellowBelow: even.yellowBelow })}>
          Spread them evenly: red below {even.redBelow}, yellow below {even.yellowBelow}
        </Button>
      )}
    </Section>
  );
}

const width = 2;

/** Accounts by score; said in words below. */
function Columns({ points, limits }: { readonly points: readonly number[]; readonly limits: Limits }): ReactNode {
  const bins = Array.from({ length: 50 }, (_, bin) => ({ from: bin * width, accounts: points.slice(bin * width, bin === 49 ? 101 : bin * width + width).reduce((sum, count) => sum + count, 0) }));
  const highest = Math.max(1, ...bins.map(({ accounts }) => accounts));
  return (
    <div className={styles.columns} aria-hidden="true">
      {bins.map(({ from, accounts }) => (
        <i key={from} data-band={bandAt(from, limits)} style={{ height: `${(accounts / highest) * 100}%` }} />
      ))}
    </div>
  );
}
