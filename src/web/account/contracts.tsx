import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ask } from "../api/ask.ts";
import { Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { useWriter } from "../words/reading.tsx";
import { useAccount } from "./account-view.ts";
import styles from "./side.module.css";

/** Contracts as they were known, the latest first. */
export function Contracts(): ReactNode {
  const write = useWriter();
  const { data, instant } = useAccount();
  const contracts = useQuery(ask("listContracts", { account: data.row.account, ...instant }));
  if (contracts.data?.contracts.length === 0) return null;
  return (
    <Section id="contracts" title="Contracts" aside={contracts.data?.mrr && `${write.shortMoney(contracts.data.mrr)} a month`}>
      {contracts.error && !contracts.data && <Failure error={contracts.error} retry={contracts.refetch} />}
      {contracts.isPending && <Waiting lines={1} height={46} />}
      <ul className={styles.lines}>
        {contracts.data?.contracts.toReversed().map(({ contract, start, termEnd, ended, isActive, mrr, seats }) => (
          <li key={contract} className={isActive ? "" : styles.ended}>
            <span>
              <span className={styles.name}>{write.money(mrr)} a month</span>
              <span className={styles.small}>
                {write.day(start)} – {ended !== null ? `${write.day(ended)}, ended` : termEnd === null ? "no term" : write.day(termEnd)}
              </span>
            </span>
            <span className={styles.right}>
              {seats > 0 && write.counted(seats, "seat", "seats")}
              <bdi className={styles.small}>{contract}</bdi>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
