import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import type { Band } from "../../scores/bands.ts";
import { Card, Explained } from "../kit/explained.tsx";
import { BandMark } from "../score/band.tsx";
import { usePlace } from "../shell/place.ts";
import { bandLook, bandOrder } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import type { ChangeSearch } from "./change.ts";
import { type PortfolioSearch, filteredBy } from "./search.ts";
import styles from "./summary-strip.module.css";

type Summary = Answer<"getSummary">;

interface Props {
  readonly summary: Summary | undefined;
  readonly search: PortfolioSearch;
  readonly change: ChangeSearch;
}

/** Accounts and recurring revenue of each band; a band is also a filter. */
export function SummaryStrip({ summary, search, change }: Props): ReactNode {
  return (
    <div className={styles.strip} role="group" aria-label="Accounts and revenue by band">
      {bandOrder.map((band) => {
        const totals = summary?.bands.find((one) => one.band === band);
        const isChosen = search.band?.includes(band) ?? false;
        return totals ? (
          <BandTile key={band} totals={totals} isChosen={isChosen} choose={() => change(filteredBy(search, "band", isChosen ? (search.band ?? []).filter((one) => one !== band) : [...(search.band ?? []), band]))} />
        ) : (
          <Skeleton key={band} height={86} radius={10} />
        );
      })}
    </div>
  );
}

function BandTile({ totals, isChosen, choose }: { readonly totals: Summary["bands"][number]; readonly isChosen: boolean; readonly choose: () => void }): ReactNode {
  const write = useWriter();
  const { band, accounts, share, mrr } = totals;
  return (
    <div className={styles.tile} data-band={band} data-chosen={isChosen || undefined}>
      <button type="button" className={styles.face} aria-pressed={isChosen} onClick={choose}>
        <span className={styles.band}>
          <BandMark band={band} />
          {bandLook[band].word}
        </span>
        <span className={styles.count}>
          {write.count(accounts)}
          <span className={styles.share}>{write.share(share)}</span>
        </span>
      </button>
      <span className={styles.money}>
        <Explained label={`recurring revenue of ${bandLook[band].word.toLowerCase()} accounts`} card={() => <RevenueCard totals={totals} />}>
          {write.shortMoney(mrr)} <span className={styles.unit}>a month</span>
        </Explained>
      </span>
      <span className={styles.bar} aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
    </div>
  );
}

function RevenueCard({ totals: { band, mrr, withoutRevenue } }: { readonly totals: Summary["bands"][number] }): ReactNode {
  const write = useWriter();
  const { pack } = usePlace();
  return (
    <Card
      title={`${write.money(mrr)} a month`}
      text={`Monthly recurring revenue of the active contracts of all ${bandLook[band].word.toLowerCase()} accounts that are shown, in ${pack.currency}.`}
      facts={[["Band", bandLimitsText(band, pack.limits)], ...(withoutRevenue > 0 ? [["Left out", `${write.counted(withoutRevenue, "account", "accounts")} whose revenue isn't known`] as const] : [])]}
    />
  );
}

/** Where a band begins and ends, in points. */
export function bandLimitsText(band: Band, { redBelow, yellowBelow }: { readonly redBelow: number; readonly yellowBelow: number }): string {
  const texts: Readonly<Record<Band, string>> = {
    red: `scores under ${redBelow}`,
    yellow: `scores from ${redBelow} to ${yellowBelow}`,
    green: `scores of ${yellowBelow} and more`,
    unknown: "too little is known for a score",
  };
  return texts[band];
}
