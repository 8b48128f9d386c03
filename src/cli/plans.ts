import { type Command, InvalidArgumentError, Option } from "commander";
import type { PlanAnswer } from "../contract/plan.ts";
import { planStates } from "../plans/plan.ts";
import { bands } from "../scores/bands.ts";
import type { WorkDoor } from "../engine/plans/work-door.ts";
import { jsonText } from "./json-text.ts";
import { accountNamed } from "./named-account.ts";
import { planText, plansText, proposalsText, stepsText, unplannedText } from "./plans-text.ts";
import { Refused, type ScoringWire, refusing } from "./scoring.ts";

export interface PlansWire extends Pick<ScoringWire, "terminal" | "progress"> {
  /** Opens plans and goals for the work, in the databases or through the process that serves. */
  readonly withWork: <T>(work: (door: WorkDoor) => Promise<T>) => Promise<T>;
}

interface Json {
  readonly json?: boolean;
}

interface ListOptions extends Json {
  readonly overdue?: boolean;
  readonly reviewDue?: boolean;
  readonly closed?: boolean;
  readonly owner?: readonly string[];
  readonly text?: string;
}

interface OpenOptions {
  readonly template?: string;
  readonly name?: string;
  readonly reason?: string;
  readonly owner?: string;
  readonly step?: readonly WrittenStep[];
}

interface WrittenStep {
  readonly due: string;
  readonly text: string;
}

const asJson = (): Option => new Option("--json", "as JSON");

/** `bellwether plans`: what is done about accounts at risk. The comparison of packs is `bellwether plan`. */
export function register(program: Command, wire: PlansWire): void {
  const plans = program
    .command("plans")
    .description("What is done about accounts at risk: open a mitigation plan, tick its steps off, review it every week, close it with its result. (`bellwether plan`, without an s, compares packs.)")
    .summary("mitigation plans for accounts at risk");
  registerLists(plans, wire);
  registerWork(plans, wire);
}

function registerLists(plans: Command, wire: PlansWire): void {
  const { out, paint } = wire.terminal;
  const shown = <T extends object>(options: Json, found: T, text: (found: T) => string): void => out(options.json ? jsonText(found) : text(found));
  plans
    .command("list")
    .description("Open plans, what is late first, and whether accounts stand better since")
    .option("--overdue", "only plans with a step that is overdue")
    .option("--review-due", "only plans that nobody has reviewed for a week")
    .option("--closed", "plans that are done or abandoned, with what came of them")
    .option("--owner <owners...>", "only plans of these owners")
    .option("--text <text>", "only plans that say this, in the names of account and plan, its reason or owners")
    .addOption(asJson())
    .action(({ overdue, reviewDue, closed, owner, text, ...options }: ListOptions) =>
      run(wire, async (door) => {
        const asked = { ...(overdue && { overdue: "yes" as const }), ...(reviewDue && { reviewDue: "yes" as const }), ...(closed && { state: planStates.filter((state) => state !== "open"), sort: "started" as const }), ...(owner && { owner: [...owner] }), ...(text !== undefined && { text }) };
        shown(options, await door.ask("listPlans", { ...asked, limit: 500 }), (found) => plansText(found, paint));
      }),
    );
  plans
    .command("missing")
    .description("Accounts at risk that nobody has a plan for, the most revenue first")
    .addOption(new Option("--band <bands...>", "which accounts").choices(bands).default(["red"]))
    .addOption(asJson())
    .action(({ band, ...options }: Json & { readonly band: (typeof bands)[number][] }) => run(wire, async (door) => shown(options, await door.ask("listUnplanned", { band, limit: 500 }), (found) => unplannedText(found, paint))));
  plans
    .command("steps")
    .description("Next steps of all open plans, the earliest due first")
    .addOption(new Option("--due <when>", "overdue: before today; week: those, and until in seven days").choices(["overdue", "week", "all"]).default("all"))
    .option("--owner <owners...>", "only steps of these")
    .addOption(asJson())
    .action(({ due, owner, ...options }: Json & { readonly due: "overdue" | "week" | "all"; readonly owner?: readonly string[] }) => run(wire, async (door) => shown(options, await door.ask("listPlanSteps", { due, ...(owner && { owner: [...owner] }), limit: 1000 }), stepsText)));
  plans
    .command("show <account>")
    .description("The plans of an account, or what the pack proposes to do about it")
    .addOption(asJson())
    .action((account: string, options: Json) =>
      run(wire, async (door) => {
        const found = await door.ask("listAccountPlans", { account: await accountNamed(door, account) });
        shown(options, found, ({ plans: all, proposals, today }) => (all.length > 0 ? all.map((plan) => planText(plan, today, paint)).join("\n\n") : proposalsText(proposals)));
      }),
    );
}

function registerWork(plans: Command, wire: PlansWire): void {
  const told = (plan: PlanAnswer, today: string): void => wire.terminal.out(planText(plan, today, wire.terminal.paint));
  const onOpen = (asked: string, work: (door: WorkDoor, plan: PlanAnswer) => Promise<PlanAnswer>) =>
    run(wire, async (door) => {
      const { plan, today } = await openPlanOf(door, asked);
      told(await work(door, plan), today);
    });
  plans
    .command("open <account>")
    .description("Open a plan; an account has at most one that is open")
    .option("--template <id>", "begin with a plan of the pack; `plans show` proposes some")
    .option("--name <text>", "what it is called")
    .option("--reason <text>", "why it is opened")
    .option("--owner <owner>", "whose it is (default: the account's owner)")
    .option("--step <step...>", "a next step with its day, such as \"2026-03-29 Call the sponsor\"; at most five", stepsOf)
    .action((account: string, { step, ...wish }: OpenOptions) =>
      run(wire, async (door) => {
        const id = await accountNamed(door, account);
        const plan = await door.work("openPlan", { account: id, body: { ...wish, ...(step && { steps: [...step] }) } });
        told(plan, (await door.ask("listAccountPlans", { account: id })).today);
      }),
    );
  plans
    .command("step <account> <text>")
    .description("Add a next step to the open plan of an account")
    .requiredOption("--due <day>", "by when, such as 2026-03-29")
    .option("--owner <owner>", "who does it (default: the plan's owner)")
    .action((account: string, text: string, { due, owner }: { readonly due: string; readonly owner?: string }) => onOpen(account, (door, { id }) => door.work("addPlanStep", { plan: id, body: { text, due, ...(owner !== undefined && { owner }) } })));
  plans
    .command("tick <account> <number>")
    .description("Tick a step of the open plan off, by its number in `plans show`")
    .option("--undo", "it is to be done again")
    .addOption(new Option("--drop", "nobody will do it").conflicts("undo"))
    .action((account: string, number: string, { undo, drop }: { readonly undo?: boolean; readonly drop?: boolean }) => onOpen(account, (door, plan) => door.work("changePlanStep", { plan: plan.id, step: stepNumbered(plan, number), body: { state: undo ? "open" : drop ? "dropped" : "done" } })));
  plans
    .command("review <account> <note>")
    .description("Note what was said when people looked at the open plan of an account; a plan is looked at every week")
    .action((account: string, note: string) => onOpen(account, (door, { id }) => door.work("reviewPlan", { plan: id, body: { note } })));
  plans
    .command("close <account>")
    .description("Close the open plan of an account with what came of it")
    .requiredOption("--result <text>", "what came of it")
    .option("--abandoned", "it was given up, not done")
    .action((account: string, { result, abandoned }: { readonly result: string; readonly abandoned?: boolean }) => onOpen(account, (door, { id }) => door.work("changePlan", { plan: id, body: { state: abandoned ? "abandoned" : "done", result } })));
}

const run = (wire: PlansWire, work: (door: WorkDoor) => Promise<void>): Promise<void> => refusing(wire, () => wire.withWork(work)).then(() => undefined);

async function openPlanOf(door: WorkDoor, asked: string): Promise<{ readonly plan: PlanAnswer; readonly today: string }> {
  const { plans, today, account } = await door.ask("listAccountPlans", { account: await accountNamed(door, asked) });
  const plan = plans.find(({ state }) => state === "open");
  if (!plan) throw new Refused(`No plan is open for ${account.name}. \`bellwether plans open\` opens one.`);
  return { plan, today };
}

function stepNumbered({ steps }: PlanAnswer, number: string): string {
  const step = steps[Number(number) - 1];
  if (!step) throw new Refused(`The plan has ${steps.length} steps; there is no step ${number}. \`bellwether plans show\` numbers them.`);
  return step.id;
}

/** Commander gives one text after another. */
function stepsOf(text: string, before: readonly WrittenStep[] = []): readonly WrittenStep[] {
  const [, due, what] = /^(\d{4}-\d{2}-\d{2})\s+(.+)$/.exec(text) ?? [];
  if (due === undefined || what === undefined) throw new InvalidArgumentError("Begin with the day on which it is due: \"2026-03-29 Call the sponsor\".");
  return [...before, { due, text: what }];
}
