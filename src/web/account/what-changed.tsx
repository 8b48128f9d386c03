import { Button } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { type WaterfallStep, waterfallOf } from "../chart/waterfall.ts";
import { Failure } from "../kit/notice.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { Section } from "../kit/section.tsx";
import { Change } from "../score/change.tsx";
import { dayBefore, dayIn } from "../shell/days.ts";
import { usePlace } from "../shell/place.ts";
import { causeWords } from "../words/cause.ts";
import { missingWords } from "../words/missing.ts";
import { useWriter } from "../words/reading.tsx";
import { useAccount } from "./account-view.ts";
import styles from "./what-changed.module.css";

type Difference = Answer<"getDifference">;
type Part = Difference["parts"][number];

const presets = [["7 days", 7], ["30 days", 30], ["90 days", 90]] as const;
const standard = 30;

/** What changed between an earlier date and the page's, in parts that add up. */
export function WhatChanged(): ReactNode {
  const { data, search, instant, change } = useAccount();
  const { pack } = usePlace();
  // Data that ended a while ago is shown as of its end.
  const today = dayIn(pack.timezone, Date.parse(data.asOf));
  const since = search.since ?? dayBefore(today, standard);
  const difference = useQuery({ ...ask("getDifference", { account: data.row.account, since, ...instant }), placeholderData: keepPreviousData });
  const aside = (
    <>
      {presets.map(([name, days]) => (
        <Button key={name} size="compact-xs" variant={since === dayBefore(today, days) ? "light" : "subtle"} aria-pressed={since === dayBefore(today, days)} onClick={() => change({ ...search, since: dayBefore(today, days) })}>
          {name}
        </Button>
      ))}
      <input type="date" className={styles.date} value={since} max={today} aria-label="Compared with" onChange={(event) => event.currentTarget.value !== "" && change({ ...search, since: event.currentTarget.value })} />
    </>
  );
  return (
    <Section id="changed" title="What changed" aside={aside}>
      {difference.error && !difference.data ? <Failure error={difference.error} retry={difference.refetch} /> : difference.data ? <Told difference={difference.data} since={since} /> : <Waiting lines={6} />}
    </Section>
  );
}

function Told({ difference, since }: { readonly difference: Difference; readonly since: string }): ReactNode {
  const write = useWriter();
  const { from, to, parts } = difference;
  const day = write.day(from?.asOf ?? `${since}T12:00:00Z`);
  if (from === null) return <p className={styles.none}>There was no score on {day}: the account was no customer then, or the data had not begun.</p>;
  if (from.score === null || to.score === null) return <p className={styles.none}>The two can’t be compared: too little was known {from.score === null ? `on ${day}` : "now"} for a score.</p>;
  const waterfall = waterfallOf({ from: from.score, to: to.score, parts });
  if (waterfall.steps.length === 2) return <p className={styles.none}>Nothing moved the score since {day}: it was {write.exact(from.score)} then, as it is now.</p>;
  const place = (score: number): number => ((Math.min(Math.max(score, waterfall.low), waterfall.high) - waterfall.low) / (waterfall.high - waterfall.low)) * 100;
  return (
    <ol className={styles.waterfall}>
      {waterfall.steps.map((step, index) => (
        <Step key={index} step={step} day={index === 0 ? day : write.day(to.asOf)} place={place} />
      ))}
    </ol>
  );
}

function Step({ step, day, place }: { readonly step: WaterfallStep<Part>; readonly day: string; readonly place: (score: number) => number }): ReactNode {
  const write = useWriter();
  const isTotal = step.kind === "start" || step.kind === "end";
  const [low, high] = [Math.min(place(step.from), place(step.to)), Math.max(place(step.from), place(step.to))];
  return (
    <li className={styles.step} data-total={isTotal || undefined}>
      <span className={styles.what}>
        {step.kind === "part" ? <PartText part={step.part} /> : step.kind === "rest" ? write.counted(step.count, "smaller reason", "smaller reasons") : `Score on ${day}`}
      </span>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.bar} data-direction={isTotal ? undefined : step.to >= step.from ? "up" : "down"} style={{ left: `${low}%`, width: `max(2px, ${high - low}%)` }} />
      </span>
      <span className={styles.points}>{isTotal ? write.exact(step.to) : <Change points={step.to - step.from} digits={1} />}</span>
    </li>
  );
}

function PartText({ part: { cause, subject, name, before, after } }: { readonly part: Part }): ReactNode {
  const write = useWriter();
  const valueOf = (measured: Part["before"]): string => (measured === null ? "" : (write.measured(measured.text) ?? (measured.missing ? missingWords[measured.missing].short : "")));
  const [earlier, later] = [valueOf(before), valueOf(after)];
  return (
    <>
      <bdi>{name}</bdi>
      <span className={styles.because}>
        {earlier !== later ? (
          <>
            {earlier} <span aria-hidden="true">→</span>
            <span className="visually-hidden">to</span> {later}
          </>
        ) : subject !== null ? (
          causeWords[cause]
        ) : (
          ""
        )}
      </span>
    </>
  );
}
