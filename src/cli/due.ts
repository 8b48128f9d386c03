import { type Command, Option } from "commander";
import type { Answer, Question } from "../contract/routes.ts";
import { listMeasurementsDue } from "../engine/answers/due.ts";
import { localDate } from "../lib/zone.ts";
import { type DueState, dueStates } from "../scores/lasting.ts";
import { limitOption, packOption } from "./options.ts";
import type { RecordWire } from "./record.ts";
import { noteText, urlOption, withServer } from "./remote.ts";
import { packInUse, refusing } from "./scoring.ts";
import { tableText, usedColumnsText } from "./table.ts";

interface Options {
  readonly pack?: string;
  readonly url?: string;
  readonly asOf?: string;
  readonly owner?: string;
  readonly responsible?: string;
  readonly state?: readonly DueState[];
  readonly limit: number;
  readonly json?: boolean;
}

/** `bellwether due`: what people have to say again, and who has how much of it. */
export function register(program: Command, wire: RecordWire): void {
  program
    .command("due")
    .description("Pulses and typed-in values that are overdue or due within a week, and who has to say them")
    .summary("pulses and values that are to be typed in")
    .option("--owner <name>", "only accounts of this owner")
    .option("--responsible <name>", "only what this teammate has to say")
    .addOption(new Option("--state <states...>", "only these (default: overdue and due)").choices(dueStates))
    .option("--as-of <date>", "as of the start of this day, or `now`")
    .addOption(limitOption("how many are shown"))
    .addOption(packOption())
    .option("--json", "as JSON")
    .addOption(urlOption())
    .action(async (options: Options) => {
      const { url, asOf, owner, responsible, state, limit } = options;
      const question: Question<"listMeasurementsDue"> = { limit, ...(asOf !== undefined && { asOf }), ...(owner !== undefined && { owner }), ...(responsible !== undefined && { responsible }), ...(state && { state: [...state] }) };
      const show = (answer: Answer<"listMeasurementsDue">, zone: string): void => wire.terminal.out(options.json === true ? JSON.stringify(answer, null, 2) : dueText(answer, zone));
      if (url !== undefined) {
        await withServer(wire, url, async (client) => show(await client.listMeasurementsDue(question), (await client.getPack({})).timezone));
        return;
      }
      await refusing(wire, async () => {
        const { pack } = await packInUse(options.pack, wire);
        const asked = { limit, asOf, state, owner: owner === undefined ? undefined : [owner], responsible: responsible === undefined ? undefined : [responsible] };
        await wire.withScores(pack, async (scores) => show(await listMeasurementsDue(scores, wire.workspace, asked), pack.pack.timezone));
      });
    });
}

export function dueText({ items, people, total, note }: Answer<"listMeasurementsDue">, zone: string): string {
  const head = note === null ? "" : `${noteText(note)}\n\n`;
  if (total === 0) return `${head}Nothing is due.`;
  const day = (instant: string | null): string => (instant === null ? "" : localDate(Date.parse(instant), zone));
  const rows = items.map(({ name, metricName, responsible, state, dueAt, daysOverdue, last }) => [
    name, metricName, responsible ?? "", state === "overdue" ? `overdue for ${daysOverdue} d` : state, day(dueAt), last ? `${last.band ?? last.value ?? ""} (${day(last.time)})` : "never",
  ]);
  const list = usedColumnsText([{ head: "account", least: 16 }, { head: "what", least: 12 }, { head: "who", least: 8 }, { head: "state" }, { head: "due" }, { head: "last" }], rows);
  const more = total > items.length ? `\n${total - items.length} more; -n shows them.` : "";
  const each = tableText([{ head: "who" }, { head: "overdue", align: "right" }, { head: "due", align: "right" }], people.map(({ responsible, overdue, due }) => [responsible ?? "nobody", String(overdue), String(due)]));
  return `${head}${list}${more}${people.length > 0 ? `\n\n${each}` : ""}`;
}
