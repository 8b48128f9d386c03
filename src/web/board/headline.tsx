import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { Card, Explained } from "../kit/explained.tsx";
import { usePlace } from "../shell/place.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./board.module.css";

interface Props {
  readonly revenue: Answer<"getRevenue">;
  readonly summary: Answer<"getSummary">;
}

/** The four figures that a board asks for first. */
export function Headline({ revenue, summary }: Props): ReactNode {
  const write = useWriter();
  const { all, atRisk, retention, definitions } = revenue;
  const red = summary.bands.find(({ band }) => band === "red");
  const { asOf } = usePlace();
  const unplanned = useQuery({ ...ask("listUnplanned", { band: ["red"], limit: 1 }), enabled: asOf === undefined }).data;
  const withoutPlan = asOf === undefined && unplanned ? `, ${write.count(unplanned.total)} without a plan` : "";
  const period = `${write.day(retention.from)} to ${write.day(retention.to)}`;
  const retained = definitions.filter((text) => /retention|first day/i.test(text)).join(" ");
  return (
    <div className={styles.tiles}>
      <Tile name="Revenue at risk" figure={write.shortMoney(atRisk.mrr)} beside={`${write.share(all.mrr.amount > 0 ? atRisk.mrr.amount / all.mrr.amount : null)} of ${write.shortMoney(all.mrr)} a month, ${write.counted(atRisk.accounts, "account", "accounts")}`} card={() => <Card title={`${write.money(atRisk.mrr)} a month`} text="Monthly recurring revenue of accounts that are at risk for at least one reason; each account counts once." facts={revenue.byRisk.map(({ name, mrr, accounts }) => [name, `${write.money(mrr)}, ${write.counted(accounts, "account", "accounts")}`] as const)} />} />
      <Tile name="Red accounts" figure={write.share(red?.share ?? null)} beside={`${write.count(red?.accounts ?? 0)} of ${write.counted(summary.accounts, "account", "accounts")}${withoutPlan}`} card={() => <Card title="Red accounts" text={`Accounts whose band is red, computed or set by a person, as of ${write.day(summary.asOf)}.`} facts={[["Their revenue", `${write.money(red?.mrr ?? null)} a month`]]} />} />
      <Tile name="Gross retention" figure={write.rate(retention.gross)} beside={period} card={() => <Card title="Gross revenue retention" text={retained} facts={[["First day", write.money(retention.start.mrr)], ["Period", period]]} />} />
      <Tile name="Net retention" figure={write.rate(retention.net)} beside={period} card={() => <Card title="Net revenue retention" text={retained} facts={[["First day", write.money(retention.start.mrr)], ["Period", period]]} />} />
    </div>
  );
}

function Tile({ name, figure, beside, card }: { readonly name: string; readonly figure: string; readonly beside: string; readonly card: () => ReactNode }): ReactNode {
  return (
    <section className={styles.tile}>
      <h2>{name}</h2>
      <div className={styles.figure}>
        <Explained label={name.toLowerCase()} card={card}>
          {figure}
        </Explained>
      </div>
      <div className={styles.beside}>{beside}</div>
    </section>
  );
}
