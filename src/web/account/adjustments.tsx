import type { ReactNode } from "react";
import { Change } from "../score/change.tsx";
import { bandLook } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import { type Account, useAccount } from "./account-view.ts";
import styles from "./why.module.css";

/** What moved the mean, and what a person put in its place. Rules that didn't apply say why when they are asked. */
export function Adjustments(): ReactNode {
  const { data } = useAccount();
  const applied = data.adjustments.filter(({ outcome }) => outcome === "applied");
  if (applied.length === 0 && !data.override) return null;
  return (
    <ul className={styles.adjustments} aria-label="Adjustments">
      {applied.map((adjustment) => (
        <AdjustmentLine key={adjustment.id} adjustment={adjustment} />
      ))}
      {data.override && <OverrideLine override={data.override} />}
    </ul>
  );
}

function AdjustmentLine({ adjustment }: { readonly adjustment: Account["adjustments"][number] }): ReactNode {
  const write = useWriter();
  const { reason, author, expires, because, effect } = adjustment;
  const about = [...because, ...(author === null ? [] : [`by ${author}`]), ...(expires === null ? [] : [`until ${write.day(expires)}`])];
  return (
    <li>
      <span>
        <bdi>{reason}</bdi>
        {about.length > 0 && <small>{about.join(" · ")}</small>}
      </span>
      <Change points={effect} digits={1} />
    </li>
  );
}

function OverrideLine({ override }: { readonly override: NonNullable<Account["override"]> }): ReactNode {
  const write = useWriter();
  const { data } = useAccount();
  const { band, score, reason, author, expires } = override;
  const set = [...(score === null ? [] : [`score ${write.score(score)}`]), ...(band === null ? [] : [bandLook[band].word.toLowerCase()])].join(", ");
  return (
    <li>
      <span>
        Set to {set}: <bdi>{reason}</bdi>
        <small>
          by <bdi>{author}</bdi> · until {write.day(expires)} · computed {write.exact(data.computed.score)}, {bandLook[data.computed.band].word.toLowerCase()}
        </small>
      </span>
    </li>
  );
}
