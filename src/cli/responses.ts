import type { Command } from "commander";
import type { Answer } from "../contract/routes.ts";
import { countedText } from "./format.ts";
import { jsonText } from "./json-text.ts";
import { limitOption } from "./options.ts";
import type { PlansWire } from "./plans.ts";
import { refusing } from "./scoring.ts";
import { usedColumnsText } from "./table.ts";

interface Options {
  readonly since?: string;
  readonly owner?: readonly string[];
  readonly limit: number;
  readonly json?: boolean;
}

type Found = Answer<"listResponses">;
type Times = Found["everybody"];

/** `bellwether responses`: from dip to response to recovery. */
export function register(program: Command, wire: PlansWire): void {
  program
    .command("responses")
    .description("For every fall to a lower band: how long until somebody did something about it, and until the account was back; for everybody and by owner. Medians count those that still wait for as long as they have waited")
    .summary("from a fall to a response, and to recovery")
    .option("--since <date>", "falls from this day on (default: 180 days)")
    .option("--owner <owners...>", "only falls of accounts that were theirs then")
    .addOption(limitOption("how many falls are listed"))
    .option("--json", "print one JSON document")
    .action(({ since, owner, limit, json }: Options) =>
      refusing(wire, () =>
        wire.withWork(async (door) => {
          const found = await door.ask("listResponses", { ...(since !== undefined && { since }), ...(owner && { owner: [...owner] }), limit });
          wire.terminal.out(json ? jsonText(found) : responsesText(found));
        }),
      ),
    );
}

const daysText = (days: number | null): string => (days === null ? "–" : `${days.toFixed(1)} days`);
const shareText = (share: number | null): string => (share === null ? "–" : `${Math.round(share * 100)} %`);

function responsesText({ since, until, everybody, owners, dips, version }: Found): string {
  const period = `from ${since} to ${until}`;
  if (everybody.dips === 0) return `No fall to a lower band is stored ${period} for the version ${version.slice(0, 12)}. Where no server runs, \`bellwether score\` stores every day's bands.`;
  const columns = [{ head: "" }, { head: "falls", align: "right" as const }, { head: "responded", align: "right" as const }, { head: "median", align: "right" as const }, { head: "in a week", align: "right" as const }, { head: "recovered", align: "right" as const }, { head: "median", align: "right" as const }, { head: "by themselves", align: "right" as const }];
  const line = (name: string, { dips: count, response, recovery, byThemselves }: Times): string[] => [name, String(count), String(response.happened), daysText(response.medianDays), shareText(response.withinWeek), String(recovery.happened), daysText(recovery.medianDays), String(byThemselves)];
  const rows = [line("everybody", everybody), ...owners.map((times) => line(times.owner ?? "nobody's", times))];
  return [`${countedText(everybody.dips, "fall", "falls")} to a lower band ${period}.`, usedColumnsText(columns, rows), dipsText(dips)].join("\n\n");
}

const kinds = { plan_opened: "plan opened", step_done: "step done", plan_review: "plan reviewed", interaction: "contact", business_review: "business review", pulse: "pulse" } as const;

function dipsText(dips: Found["dips"]): string {
  const columns = [{ head: "fell on" }, { head: "account", least: 24 }, { head: "owner", least: 12 }, { head: "band" }, { head: "response" }, { head: "recovered" }];
  const rows = dips.map(({ day, name, owner, from, to, response, recovery, isCustomer }) => [
    day, name, owner ?? "–", `${from} to ${to}`,
    response ? `${kinds[response.kind]} after ${daysText(response.days)}` : recovery ? "none" : "none yet",
    recovery ? `after ${daysText(recovery.days)}` : isCustomer ? "not yet" : "lost",
  ]);
  return usedColumnsText(columns, rows);
}
