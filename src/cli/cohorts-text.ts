import type { Answer } from "../contract/routes.ts";
import { percentText } from "../lib/number-text.ts";
import type { AnswerView } from "./answer-view.ts";
import { countedText } from "./format.ts";
import { type Column, usedColumnsText } from "./table.ts";

type Cohorts = Pick<Answer<"getCohorts">, "lines" | "health">;
type Line = Cohorts["lines"][number];
type Duration = Line["stages"][number]["duration"];

/** After so many days the curve is shown. */
const marks = [30, 60, 90, 180, 365] as const;

/** How long it takes, for each start month and segment; the stages; and how healthy the cohorts are. */
export function cohortsText({ lines, health }: Cohorts, view: Pick<AnswerView, "paint">): string {
  return [...lines.flatMap((line) => lineCohorts(line, { ...view, several: lines.length > 1 })), healthText(health, view)].filter((part) => part !== "").join("\n\n");
}

function lineCohorts({ name, measures, stages, underWay }: Line, { paint, several }: Pick<AnswerView, "paint"> & { readonly several: boolean }): string[] {
  const prefix = several ? `${name}: ` : "";
  const told = measures.map(({ name: measure, cohorts }) => {
    const rows = cohorts.map(({ by, name: title, duration }) => ({ title: by === "all" ? "all" : title, duration }));
    return rows.length === 0 ? "" : `${paint("bold", `${prefix}${measure}, in days`)}\n${durationTable("started", rows)}`;
  });
  const timed = stages.filter(({ duration }) => duration.accounts > 0).map(({ name: title, duration }) => ({ title, duration }));
  const note = underWay === 0 ? [] : [`${countedText(underWay, "account was", "accounts were")} on the way already when the log begins; how long these took isn't known, so they don't count above.`];
  return [...told, ...(timed.length === 0 ? [] : [`${paint("bold", `${prefix}Time in each stage, in days`)}\n${durationTable("stage", timed)}`]), ...note];
}

const right = (head: string): Column => ({ head, align: "right" });
const daysText = (days: number | null): string => (days === null ? "–" : Math.round(days).toLocaleString("en-US"));
const leftAt = (curve: Duration["curve"], day: number): number => curve.findLast(({ days }) => days <= day)?.left ?? 1;

/** Quartiles by Kaplan and Meier, and the share that isn't done after so many days. */
function durationTable(first: string, rows: readonly { readonly title: string; readonly duration: Duration }[]): string {
  const columns = [{ head: first }, right("accounts"), right("done"), right("a quarter"), right("half"), right("three quarters"), ...marks.map((mark) => right(`not by ${mark}`))];
  return usedColumnsText(
    columns,
    rows.map(({ title, duration: { accounts, done, quartiles, curve, watchedDays } }) => [title, accounts.toLocaleString("en-US"), done.toLocaleString("en-US"), ...quartiles.map(daysText), ...marks.map((mark) => (mark > watchedDays && done < accounts ? "–" : percentText(leftAt(curve, mark))))]),
  );
}

function healthText({ by, stages, cohorts }: Cohorts["health"], { paint }: Pick<AnswerView, "paint">): string {
  if (cohorts.length === 0) return "";
  const rows = cohorts.map(({ id, stages: cells }) => [
    id,
    ...stages.map(({ stage }) => {
      const cell = cells.find((one) => one.stage === stage);
      return cell ? `${cell.meanScore === null ? "–" : Math.round(cell.meanScore)} (${cell.accounts})` : "";
    }),
  ]);
  return `${paint("bold", `Health of customers by start ${by} and stage: mean score, and of how many accounts`)}\n${usedColumnsText([{ head: "started" }, ...stages.map(({ name }) => right(name))], rows)}`;
}

/** The same for scripts, by ids. */
export function cohortsDocument({ lines, health }: Cohorts, asOf: number): object {
  const keyed = ({ measures, stages, line, underWay }: Line): object => ({
    line,
    ...Object.fromEntries(measures.map(({ measure, cohorts }) => [measure, Object.fromEntries(cohorts.map(({ by, name, duration }) => [by === "all" ? "all" : name, duration]))])),
    stages: Object.fromEntries(stages.map(({ stage, duration }) => [stage, duration])),
    underWay,
  });
  return { asOf, lines: lines.map(keyed), health: Object.fromEntries(health.cohorts.map(({ id, stages }) => [id, Object.fromEntries(stages.map(({ stage, accounts, meanScore }) => [stage, { accounts, meanScore }]))])) };
}
