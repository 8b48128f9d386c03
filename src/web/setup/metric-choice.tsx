import { Checkbox, NumberInput } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import type { AccessAnswer } from "../../contract/access-routes.ts";
import { StackBar } from "../chart/stack-bar.tsx";
import { useWriter } from "../words/reading.tsx";
import styles from "./setup.module.css";

type First = AccessAnswer<"getFirstDefinition">;
type Metric = First["metrics"][number];

const categoryWords: Readonly<Record<Metric["category"], string>> = { product: "Product", support: "Support", relationship: "Relationship" };

interface Props {
  readonly metric: Metric;
  /** Undefined where it is left out. */
  readonly weight: number | undefined;
  readonly problems: First["problems"];
  readonly change: (weight: number | undefined) => void;
}

/** A metric that the data can feed: whether it counts, how much, and how its values lie over the accounts. */
export function MetricChoice({ metric, weight, problems, change }: Props): ReactNode {
  const { name, why, hint, category, proposedWeight, spread } = metric;
  return (
    <div className={styles.metric}>
      <div>
        <Checkbox label={name} checked={weight !== undefined} onChange={(event) => change(event.currentTarget.checked ? proposedWeight : undefined)} />
        <p>
          {categoryWords[category]}. {why ?? hint}
        </p>
        {problems.map(({ message }) => (
          <p key={message} role="status">
            {message}
          </p>
        ))}
      </div>
      {weight === undefined ? <span /> : <Weight name={name} weight={weight} change={change} />}
      {spread ? <Spread spread={spread} /> : <span className={styles.spread}>left out</span>}
    </div>
  );
}

/** Kept once it is a number, and the field is left. */
function Weight({ name, weight, change }: { readonly name: string; readonly weight: number; readonly change: (weight: number) => void }): ReactNode {
  const [value, setValue] = useState<number | string>(weight);
  useEffect(() => setValue(weight), [weight]);
  const keep = (): void => {
    if (typeof value === "number" && value > 0 && value !== weight) change(value);
    else setValue(weight);
  };
  return <NumberInput size="xs" label="Weight" aria-label={`Weight of ${name}`} value={value} min={1} max={1000} onChange={setValue} onBlur={keep} onKeyDown={(event) => event.key === "Enter" && keep()} />;
}

function Spread({ spread: { accounts, missing, quartiles, shares } }: { readonly spread: NonNullable<Metric["spread"]> }): ReactNode {
  const write = useWriter();
  return (
    <span className={styles.spread}>
      <StackBar parts={(["red", "yellow", "green"] as const).map((kind) => ({ kind, value: shares[kind] }))} />
      <span>{quartiles ? halfOf(quartiles[0].text, quartiles[2].text) : "Nobody has a value"}</span>
      <span className="visually-hidden">
        {write.share(shares.red)} red, {write.share(shares.yellow)} yellow, {write.share(shares.green)} green
      </span>
      {missing > 0 && quartiles && <span>{write.count(missing)} of {write.count(accounts)} without a value</span>}
    </span>
  );
}

/** Where the middle half of the accounts lies. */
const halfOf = (from: string | null, to: string | null): string => (from === to ? `Half are at ${from}` : `Half lie from ${from} to ${to}`);
