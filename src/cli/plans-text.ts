import type { PlanAnswer } from "../contract/plan.ts";
import type { Answer } from "../contract/routes.ts";
import { changeText } from "../lib/number-text.ts";
import { type Paint, bandText, countedText, moneyText, scoreText } from "./format.ts";
import { usedColumnsText } from "./table.ts";

const dayOf = (instant: string): string => instant.slice(0, 10);
const verdicts = { better: "better", same: "unchanged", worse: "worse", unknown: "can't be told" } as const;
const progressText = ({ progress: { verdict, points } }: PlanAnswer): string => `${verdicts[verdict]}${points === null ? "" : ` ${changeText(points, 1)}`}`;
const closed = ({ state }: PlanAnswer): boolean => state !== "open";

/** A line for each plan. */
export function plansText({ plans, summary, total, today }: Answer<"listPlans">, paint: Paint): string {
  const head = `${countedText(summary.open, "open plan", "open plans")}, ${countedText(summary.overdueSteps, "step", "steps")} overdue, ${countedText(summary.reviewDue, "review", "reviews")} due; since they began ${summary.better} better, ${summary.same} unchanged, ${summary.worse} worse.`;
  if (plans.length === 0) return `${head}\n\n${total === 0 ? "No plan fits. `bellwether plans missing` lists who is red without one." : ""}`.trimEnd();
  const columns = [{ head: "account", least: 20 }, { head: "band" }, { head: "plan", least: 18 }, { head: "owner", least: 12 }, { head: "next step", least: 16 }, { head: "due" }, { head: "review" }, { head: "since it began" }, { head: "closed" }, { head: "result", least: 20 }];
  const rows = plans.map((plan) => {
    const next = plan.steps.filter(({ state }) => state === "open").toSorted((left, right) => (left.due < right.due ? -1 : 1))[0];
    const isOpen = !closed(plan);
    return [plan.account.name, bandText(plan.account.band, paint), plan.name, plan.owner, isOpen ? (next?.text ?? "none") : "", isOpen && next ? lateText(next.due, next.isOverdue, paint) : "", plan.review.dueOn === null ? "" : reviewText(plan, today, paint), progressText(plan), plan.closing ? `${plan.state} ${dayOf(plan.closing.at)}` : "", plan.closing?.result ?? ""];
  });
  return `${head}\n\n${usedColumnsText(columns, rows)}`;
}

const lateText = (day: string, isLate: boolean, paint: Paint): string => (isLate ? paint("red", `${day} overdue`) : day);
const reviewText = ({ review: { dueOn, isDue } }: PlanAnswer, today: string, paint: Paint): string => (isDue ? paint("red", dueOn === today ? "due today" : `due since ${dueOn}`) : (dueOn ?? ""));

/** A plan with everything that is in it; steps by their numbers. */
export function planText(plan: PlanAnswer, today: string, paint: Paint): string {
  const { account, start, closing, reviews } = plan;
  const steps = plan.steps.map(({ text, owner, due, state, isOverdue, doneAt, doneBy }, place) => {
    const mark = { open: "[ ]", done: "[x]", dropped: "[-]" }[state];
    const when = state === "done" ? `done ${doneAt === null ? "" : dayOf(doneAt)}${doneBy === null ? "" : ` by ${doneBy}`}` : state === "dropped" ? "dropped" : `due ${lateText(due, isOverdue, paint)}`;
    return `  ${place + 1} ${mark} ${text}, ${owner}, ${when}`;
  });
  return [
    `${paint("bold", plan.name)} for ${account.name}: ${plan.state}${closing ? ` since ${dayOf(closing.at)}, by ${closing.by}` : ""}`,
    `  ${plan.reason}`,
    ...(closing ? [`  result: ${closing.result}`] : []),
    `  owner ${plan.owner}, since ${dayOf(plan.startedAt)} by ${plan.startedBy}`,
    `  score ${scoreText(start.score, 1)} ${start.band} then, ${scoreText((closing?.end ?? account).score, 1)} ${(closing?.end ?? account).band} ${closing ? "at its end" : "now"}: ${progressText(plan)}`,
    ...(plan.review.dueOn === null ? [] : [`  next review ${reviewText(plan, today, paint)}`]),
    ...(steps.length === 0 ? ["  no steps yet: `bellwether plans step` adds one"] : steps),
    ...reviews.map(({ at, author, note, score, band }) => `  ${dayOf(at)} ${author} (score ${scoreText(score, 1)} ${band}): ${note}`),
  ].join("\n");
}

export function stepsText({ steps, total, overdue }: Answer<"listPlanSteps">): string {
  if (total === 0) return "No step is due.";
  const columns = [{ head: "due" }, { head: "step", least: 24 }, { head: "who", least: 12 }, { head: "account", least: 20 }, { head: "plan", least: 18 }, { head: "" }];
  const rows = steps.map(({ due, text, owner, account, plan, isOverdue }) => [due, text, owner, account.name, plan.name, isOverdue ? "overdue" : ""]);
  return `${countedText(total, "step", "steps")}, ${overdue.toLocaleString("en-US")} overdue\n\n${usedColumnsText(columns, rows)}`;
}

export function unplannedText({ accounts, total, accountsInBand, mrr }: Answer<"listUnplanned">, paint: Paint): string {
  if (total === 0) return accountsInBand === 0 ? "No account is in these bands." : `All ${countedText(accountsInBand, "account", "accounts")} of these bands have a plan.`;
  const columns = [{ head: "account", least: 20 }, { head: "band" }, { head: "score", align: "right" as const }, { head: "owner", least: 12 }, { head: "held down by", least: 16 }, { head: "revenue", align: "right" as const }, { head: "renewal" }];
  const rows = accounts.map((row) => [row.name, bandText(row.band, paint), scoreText(row.score), row.owner ?? "–", row.pulledDownBy?.name ?? "–", row.mrr ? moneyText(row.mrr.amount, row.mrr.currency) : "–", row.renewal === null ? "–" : dayOf(row.renewal)]);
  return `${total.toLocaleString("en-US")} of ${countedText(accountsInBand, "account", "accounts")} without a plan, ${moneyText(mrr.amount, mrr.currency)} a month\n\n${usedColumnsText(columns, rows)}`;
}

export function proposalsText(proposals: Answer<"listAccountPlans">["proposals"]): string {
  if (proposals.length === 0) return "There is no plan, and the pack proposes none. `bellwether plans open` opens one.";
  const fits = { true: "fits", false: "doesn't fit as things stand", null: "for everybody" } as const;
  const one = ({ template, name, fits: how, because, steps }: (typeof proposals)[number]): string => [`${template}: ${name}, ${fits[`${how}`]}${because.length > 0 ? ` (${because.join("; ")})` : ""}`, ...steps.map(({ text, owner, due }) => `  ${due} ${text}, ${owner}`)].join("\n");
  return `There is no plan yet. The pack proposes:\n\n${proposals.map(one).join("\n")}`;
}
