import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import type { Band } from "../../scores/bands.ts";
import { BandMark } from "../score/band.tsx";
import { bandLook } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./group-head.module.css";
import { type GroupBy, withoutWords } from "./group-words.ts";

interface Props {
  readonly group: Answer<"getGroups">["groups"][number];
  readonly by: GroupBy;
  readonly index: number;
  readonly top: number;
  readonly isOpen: boolean;
  readonly toggle: () => void;
}

/** What a group sums up to; a press opens or closes it. */
export function GroupHead({ group, by, index, top, isOpen, toggle }: Props): ReactNode {
  const write = useWriter();
  const { id, name, accounts, mrr, bands } = group;
  const title = id === "" ? withoutWords[by] : by === "band" ? bandLook[id as Band].word : by === "renewal" ? write.month(`${id}-15T12:00:00Z`) : name;
  const Arrow = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <div role="row" aria-rowindex={index + 2} className={styles.head} style={{ transform: `translateY(${top}px)` }}>
      <span role="cell" className={styles.cell}>
        <button type="button" className={styles.face} aria-expanded={isOpen} onClick={toggle} data-row={index}>
          <Arrow size={16} aria-hidden="true" />
          {by === "band" && <BandMark band={id as Band} />}
          <bdi className={styles.title}>{title}</bdi>
          <span className={styles.sum}>{write.counted(accounts, "account", "accounts")}</span>
          {by !== "band" && (
            <span className={styles.bands}>
              {bands
                .filter((band) => band.accounts > 0)
                .map((band) => (
                  <span key={band.band} className={styles.band} title={bandLook[band.band].word}>
                    <BandMark band={band.band} size={10} />
                    <span className="visually-hidden">{bandLook[band.band].word} </span>
                    {write.count(band.accounts)}
                  </span>
                ))}
            </span>
          )}
          <span className={styles.money}>{write.shortMoney(mrr)} a month</span>
        </button>
      </span>
    </div>
  );
}
