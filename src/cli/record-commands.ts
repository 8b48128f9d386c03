import { type Command, InvalidArgumentError, Option } from "commander";
import type { RecordName } from "../contract/record-paths.ts";
import { customerRoles } from "../contract/customer-role.ts";
import { channels } from "../contract/record.ts";
import { operations } from "../scores/adjustment.ts";
import { Refused } from "./scoring.ts";

/** What was written on the command line: arguments behind the account, and options. */
export interface Written {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Reads a date or a time as the pack's zone has it. */
  readonly instant: (option: string) => string | undefined;
}

/** One thing that can be recorded, as it is written on the command line. */
export interface RecordCommand {
  readonly name: RecordName;
  readonly usage: string;
  readonly description: string;
  readonly options: readonly Option[];
  /** The body of the request, unchecked. */
  readonly body: (written: Written) => Record<string, unknown>;
  /** Whose role it is. */
  readonly user?: (written: Written) => string | undefined;
  /** What was recorded, in a few words. */
  readonly words: (written: Written) => string;
}

/** Also with a true minus, as it is copied from a page; undefined for what is no number. */
function numberOf(text: string): number | undefined {
  const value = Number(text.replace(/^−/, "-"));
  return text.trim() === "" || !Number.isFinite(value) ? undefined : value;
}

function number(text: string): number {
  const value = numberOf(text);
  if (value === undefined) throw new Refused(`Write a number, not \`${text}\`.`);
  return value;
}

const numberOption = (flags: string, description: string): Option =>
  new Option(flags, description).argParser((text) => {
    const value = numberOf(text);
    if (value === undefined) throw new InvalidArgumentError("Write a number.");
    return value;
  });
const reason = new Option("-r, --reason <text>", "why");
const expires = new Option("--expires <date>", "from when it no longer counts (default: after 30 days; a year at most)");
const note = new Option("-m, --note <text>", "what should be remembered of it");
const [invited, attended] = [numberOption("--invited <number>", "how many people were invited"), numberOption("--attended <number>", "how many came")];

/** Only what was written: what is absent has no key. */
const given = (values: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

function roleOf(role: string | undefined, none: unknown): string | null {
  if ((role === undefined) === (none === undefined)) throw new Refused("Write a role, or --none.");
  return role ?? null;
}

const sponsor = new Option("--sponsor <presence>", "whether the sponsor was there").choices(["there", "absent"]).makeOptionMandatory();

export const recordCommands: Readonly<Record<string, RecordCommand>> = {
  pulse: {
    name: "recordPulse",
    usage: "<account> <band>",
    description: "How you feel about it: green, or yellow or red with a reason",
    options: [reason],
    body: ({ args: [band], options }) => given({ band, reason: options["reason"] }),
    words: ({ args: [band] }) => `pulse ${band}`,
  },
  measurement: {
    name: "recordMeasurement",
    usage: "<account> <measurement> <value>",
    description: "A value that is typed in, by the name of the measurement or of its metric",
    options: [],
    body: ({ args: [measurement, value = ""] }) => ({ measurement, value: number(value) }),
    words: ({ args: [measurement, value] }) => `${measurement} ${value}`,
  },
  adjustment: {
    name: "recordAdjustment",
    usage: "<account> <operation> <amount>",
    description: `Lower the score for a while: ${operations.join(", ")}. \`multiply 0.8\` takes 20 % off, \`cap 60\` lets it be 60 at most. Raising it takes a manager`,
    options: [reason, expires],
    body: ({ args: [operation, amount = ""], options, instant }) => given({ operation, amount: number(amount), reason: options["reason"], expires: instant("expires") }),
    words: ({ args: [operation, amount] }) => `adjustment ${operation} ${amount}`,
  },
  override: {
    name: "recordOverride",
    usage: "<account>",
    description: "Put a band or a score in place of the computed one, for a while. Raising it takes a manager",
    options: [new Option("--band <band>", "the band to show").choices(["green", "yellow", "red"]), numberOption("--score <points>", "the score to show, 0 to 100"), reason, expires],
    body: ({ options: { band, score, reason: why }, instant }) => given({ band, score, reason: why, expires: instant("expires") }),
    words: ({ options: { band, score } }) => `override ${[band, score].filter((part) => part !== undefined).join(", ")}`,
  },
  stage: {
    name: "recordStage",
    usage: "<account> <stage>",
    description: "Set its stage by hand, with a reason",
    options: [new Option("--line <line>", "line of business (default: every one that has the stage)"), reason],
    body: ({ args: [stage], options: { line, reason: why } }) => given({ stage, line, reason: why }),
    words: ({ args: [stage] }) => `stage ${stage}`,
  },
  goal: {
    name: "recordGoal",
    usage: "<account> <goal>",
    description: "A goal of the customer, stated as a whole; the same name again states it anew",
    options: [
      new Option("--measure <text>", "what it is measured by").makeOptionMandatory(),
      numberOption("--target <number>", "what is to be reached").makeOptionMandatory(),
      numberOption("--baseline <number>", "where it began"),
      new Option("--date <date>", "by when"),
      new Option("--reached <date>", "when it was reached"),
      new Option("--confirmed-by <name>", "who says that it was"),
    ],
    body: ({ args: [goal], options: { measure, target, baseline, confirmedBy }, instant }) => given({ goal, measure, target, baseline, confirmedBy, date: instant("date"), reached: instant("reached") }),
    words: ({ args: [goal] }) => `goal ${goal}`,
  },
  interaction: {
    name: "recordInteraction",
    usage: "<account> <channel>",
    description: `How you met the customer: ${channels.join(", ")}`,
    options: [new Option("--direction <direction>", "who began it").choices(["inbound", "outbound"]), invited, attended, note],
    body: ({ args: [channel], options }) => given({ channel, direction: options["direction"], invited: options["invited"], attended: options["attended"], note: options["note"] }),
    words: ({ args: [channel] }) => `${channel}`,
  },
  review: {
    name: "recordReview",
    usage: "<account>",
    description: "A business review",
    options: [sponsor, invited, attended, note],
    body: ({ options }) => given({ sponsorPresent: options["sponsor"] === "there", invited: options["invited"], attended: options["attended"], note: options["note"] }),
    words: ({ options }) => `review, the sponsor was ${options["sponsor"]}`,
  },
  note: {
    name: "recordNote",
    usage: "<account> <text>",
    description: "Something to be remembered; no metric counts it",
    options: [],
    body: ({ args: [text] }) => ({ text }),
    words: () => "note",
  },
  owner: {
    name: "recordOwner",
    usage: "<account> <owner>",
    description: "Hand it over to another owner: its pulse ages out after a while, open work moves along, and both are told",
    options: [new Option("-m, --note <text>", "what the new owner has to know")],
    body: ({ args: [owner], options }) => given({ owner, note: options["note"] }),
    words: ({ args: [owner] }) => `owner ${owner}`,
  },
  role: {
    name: "recordRole",
    usage: "<account> <user> [role]",
    description: `Which role one of its users has: ${customerRoles.map((role) => role.replaceAll("_", " ")).join(", ")}, or any other; in all accounts of that user`,
    options: [new Option("--none", "none any more")],
    user: ({ args: [user] }) => user,
    body: ({ args: [, role], options }) => ({ role: roleOf(role, options["none"]) }),
    words: ({ args: [user, role] }) => (role === undefined ? `${user} has no role` : `${user} is ${role}`),
  },
  withdraw: {
    name: "withdrawRecorded",
    usage: "<account> <id>",
    description: "Take back what was recorded: from now on it doesn't count. `bellwether record list` shows the ids",
    options: [reason],
    body: ({ options }) => given({ reason: options["reason"] }),
    words: ({ args: [id] }) => `withdrawal of ${id}`,
  },
};

/** What can't lie in another time than now. */
const onlyNow: ReadonlySet<RecordName> = new Set(["recordOwner", "withdrawRecorded"]);

/** Options that all of them have. */
export function withCommonOptions(command: Command, { name }: RecordCommand, common: readonly Option[]): Command {
  if (!onlyNow.has(name)) command.option("--at <date>", "from when it counts, a date or a time (default: now)");
  for (const option of common) command.addOption(option);
  return command;
}
