import { type Command, InvalidArgumentError, Option } from "commander";
import type { Answer } from "../contract/routes.ts";
import { type GoalMeasure, goalMeasures } from "../plans/company-goal.ts";
import { jsonText } from "./json-text.ts";
import type { PlansWire } from "./plans.ts";
import { Refused, refusing } from "./scoring.ts";
import { tableText, usedColumnsText } from "./table.ts";

type Found = Answer<"listGoals">;
type Goal = Found["goals"][number];

interface Changed {
  readonly target?: number;
  readonly by?: string;
  readonly owner?: string;
  readonly note?: string;
}

/** `bellwether goals`: what the company wants to reach by when. */
export function register(program: Command, wire: PlansWire): void {
  const { out } = wire.terminal;
  const goals = program.command("goals").description("What the company wants to reach by when, such as fewer than 5 % of accounts at risk by March, and how far it is. Goals set no band and calibrate nothing: what red means is the pack's").summary("goals of the company, and how far they are");
  goals
    .command("list")
    .description("All goals with what is measured now, and what a goal can be about")
    .option("--json", "as JSON")
    .action(({ json }: { readonly json?: boolean }) =>
      run(wire, async (door) => {
        const found = await door.ask("listGoals", {});
        out(json ? jsonText(found) : goalsText(found));
      }),
    );
  goals
    .command("set <measure>")
    .description(`Set a goal; a measure is one of ${goalMeasures.join(", ")}`)
    .addOption(new Option("--target <value>", "what is to be reached, such as 5% or, for scores, 62").argParser(valueOf).makeOptionMandatory())
    .requiredOption("--by <day>", "the last day on which it can be reached, such as 2027-03-31")
    .option("--owner <owner>", "whose it is")
    .option("--note <text>", "why, or how")
    .action((measure: string, { target, by, owner, note }: Required<Pick<Changed, "target" | "by">> & Changed) =>
      run(wire, async (door) => {
        if (!isMeasure(measure)) throw new Refused(`There is no measure \`${measure}\`. A goal can be about: ${goalMeasures.join(", ")}.`);
        const goal = await door.work("createGoal", { body: { measure, target, due: by, ...(owner !== undefined && { owner }), ...(note !== undefined && { note }) } });
        out(sentenceOf(goal));
      }),
    );
  goals
    .command("change <number>")
    .description("Change a goal, by its number in `goals list`")
    .addOption(new Option("--target <value>", "what is to be reached, such as 5% or, for scores, 62").argParser(valueOf))
    .option("--by <day>", "the last day on which it can be reached")
    .option("--owner <owner>", "whose it is")
    .option("--note <text>", "why, or how")
    .action((number: string, { by, ...change }: Changed) => onNumbered(wire, number, async (door, { id }) => out(sentenceOf(await door.work("changeGoal", { goal: id, body: { ...change, ...(by !== undefined && { due: by }) } })))));
  goals
    .command("remove <number>")
    .description("Take a goal away, by its number in `goals list`")
    .action((number: string) =>
      onNumbered(wire, number, async (door, goal) => {
        await door.work("removeGoal", { goal: goal.id });
        out(`Taken away: ${goal.name} by ${goal.due}.`);
      }),
    );
}

type Door = Parameters<Parameters<PlansWire["withWork"]>[0]>[0];

const run = (wire: PlansWire, work: (door: Door) => Promise<void>): Promise<void> => refusing(wire, () => wire.withWork(work)).then(() => undefined);

const onNumbered = (wire: PlansWire, number: string, work: (door: Door, goal: Goal) => Promise<void>): Promise<void> =>
  run(wire, async (door) => {
    const { goals } = await door.ask("listGoals", {});
    const goal = goals[Number(number) - 1];
    if (!goal) throw new Refused(`There are ${goals.length} goals; there is no goal ${number}. \`bellwether goals list\` numbers them.`);
    await work(door, goal);
  });

const isMeasure = (text: string): text is GoalMeasure => (goalMeasures as readonly string[]).includes(text);

/** `5%` is 0.05; without the sign a number is what it is. */
function valueOf(text: string): number {
  const [, digits, percent] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text.trim()) ?? [];
  if (digits === undefined) throw new InvalidArgumentError("Write a share such as 5%, or points such as 62.");
  return percent === "%" ? Number((Number(digits) / 100).toPrecision(12)) : Number(digits);
}

const valueText = (value: number | null, { unit }: Pick<Goal, "unit">): string => (value === null ? "–" : unit === "share" ? `${(value * 100).toFixed(1)} %` : value.toFixed(1));
const statuses = { reached: "reached", on_track: "on track", behind: "behind", missed: "missed", unknown: "can't be told" } as const;

function sentenceOf(goal: Goal): string {
  const { name, better, target, due, owner, now, baseline } = goal;
  return `${name}: ${better === "lower" ? "at most" : "at least"} ${valueText(target, goal)} by ${due}, ${owner}; ${valueText(now, goal)} now, ${valueText(baseline, goal)} when it was set: ${statuses[goal.status]}.`;
}

function goalsText({ goals, measures }: Found): string {
  const right = "right" as const;
  const rows = goals.map((goal, place) => [String(place + 1), goal.name, valueText(goal.now, goal), `${goal.better === "lower" ? "≤" : "≥"} ${valueText(goal.target, goal)}`, goal.due, statuses[goal.status], valueText(goal.baseline, goal), valueText(goal.expected, goal), valueText(goal.projected, goal), goal.owner, goal.note ?? ""]);
  const told = goals.length === 0 ? "There is no goal yet. `bellwether goals set <measure> --target <value> --by <day>` sets one." : usedColumnsText([{ head: "" }, { head: "goal", least: 16 }, { head: "now", align: right }, { head: "target", align: right }, { head: "by" }, { head: "" }, { head: "at first", align: right }, { head: "line today", align: right }, { head: "pace leads to", align: right }, { head: "owner", least: 12 }, { head: "note", least: 12 }], rows);
  const possible = tableText([{ head: "measure" }, { head: "now", align: right }, { head: "what it is" }], measures.map((one) => [one.measure, valueText(one.now, one), one.meaning]));
  return `${told}\n\nA goal can be about:\n\n${possible}`;
}
