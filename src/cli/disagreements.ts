import type { Command } from "commander";
import type { Answer, Question } from "../contract/routes.ts";
import { listDisagreements } from "../engine/answers/disagreements.ts";
import { localDate } from "../lib/zone.ts";
import { moneyText } from "./format.ts";
import { limitOption, packOption } from "./options.ts";
import type { RecordWire } from "./record.ts";
import { noteText, urlOption, withServer } from "./remote.ts";
import { packInUse, refusing } from "./scoring.ts";
import { usedColumnsText } from "./table.ts";

interface Options {
  readonly pack?: string;
  readonly url?: string;
  readonly asOf?: string;
  readonly owner?: string;
  readonly limit: number;
  readonly json?: boolean;
}

/** `bellwether disagreements`: where somebody says green and the data red, or the other way round. */
export function register(program: Command, wire: RecordWire): void {
  program
    .command("disagreements")
    .description("Where somebody's pulse says green and the data alone red for a week or longer, or the other way round, with the decision to make")
    .summary("where people and data disagree")
    .option("--owner <name>", "only accounts of this owner")
    .option("--as-of <date>", "as of the start of this day, or `now`")
    .addOption(limitOption("how many are shown"))
    .addOption(packOption())
    .option("--json", "as JSON")
    .addOption(urlOption())
    .action(async (options: Options) => {
      const { url, asOf, owner, limit } = options;
      const question: Question<"listDisagreements"> = { limit, ...(asOf !== undefined && { asOf }), ...(owner !== undefined && { owner }) };
      const show = (answer: Answer<"listDisagreements">, zone: string): void => wire.terminal.out(options.json === true ? JSON.stringify(answer, null, 2) : disagreementsText(answer, zone));
      if (url !== undefined) {
        await withServer(wire, url, async (client) => show(await client.listDisagreements(question), (await client.getPack({})).timezone));
        return;
      }
      await refusing(wire, async () => {
        const { pack } = await packInUse(options.pack, wire);
        const asked = { limit, asOf, owner: owner === undefined ? undefined : [owner] };
        await wire.withScores(pack, async (scores) => show(await listDisagreements(scores, wire.workspace, asked), pack.pack.timezone));
      });
    });
}

export function disagreementsText({ disagreements, total, note }: Answer<"listDisagreements">, zone: string): string {
  const head = note === null ? "" : `${noteText(note)}\n\n`;
  if (total === 0) return `${head}Nowhere have people and data disagreed for a week.`;
  const columns = [{ head: "account", least: 16 }, { head: "owner", least: 8 }, { head: "revenue", align: "right" as const }, { head: "pulse" }, { head: "data" }, { head: "since" }, { head: "by", least: 8 }, { head: "why", least: 20 }];
  const rows = disagreements.map(({ name, owner, mrr, pulse, score, band, since, isLonger }) => [
    name, owner ?? "", mrr ? moneyText(mrr.amount, mrr.currency) : "", pulse.band, `${band} ${Math.round(score)}`, `${isLonger ? "before " : ""}${localDate(Date.parse(since), zone)}`, pulse.author ?? "", pulse.reason ?? "",
  ]);
  const more = total > disagreements.length ? [`${total - disagreements.length} more; -n shows them.`] : [];
  const decisions = [...new Map(disagreements.map(({ band, decision }) => [band, decision])).values()];
  return `${head}${usedColumnsText(columns, rows)}\n\n${[...more, ...decisions].join("\n")}`;
}
