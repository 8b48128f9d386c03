import { type Command, Option } from "commander";
import type { RetentionAnswer } from "../contract/retention.ts";
import { localDate } from "../lib/zone.ts";
import { countedText } from "./format.ts";
import { jsonText } from "./json-text.ts";
import { answeredBy, serverOption } from "./remote.ts";
import { type ScoringWire, refusing } from "./scoring.ts";
import { tableText } from "./table.ts";

/** What is asked of the data directory, of the process that serves it, or of a server elsewhere. */
export interface RetentionDoor {
  look(preview: boolean): Promise<RetentionAnswer>;
  apply(): Promise<RetentionAnswer>;
}

export interface RetentionWire extends Pick<ScoringWire, "terminal" | "progress"> {
  readonly withRetention: <T>(url: string | undefined, work: (door: RetentionDoor) => Promise<T>) => Promise<T>;
}

interface Options {
  readonly dryRun?: boolean;
  readonly apply?: boolean;
  readonly url?: string;
  readonly json?: boolean;
}

/** `bellwether retention`: how long what is kept. */
export function register(program: Command, wire: RetentionWire): void {
  program
    .command("retention")
    .description("How long each kind of data is kept, what is there, and from when on scores can be computed; removes what is older than its rule")
    .summary("how long data is kept, and removing what is older")
    .addOption(new Option("--dry-run", "also count what would go now, and say what that does to the past").conflicts("apply"))
    .option("--apply", "remove what is older than its rule, for good")
    .addOption(serverOption("privacy"))
    .option("--json", "print one JSON document")
    .action((options: Options) =>
      refusing(wire, () =>
        answeredBy(options.url, () =>
          wire.withRetention(options.url, async (door) => {
            const answer = options.apply === true ? await door.apply() : await door.look(options.dryRun === true);
            wire.terminal.out(options.json === true ? jsonText(answer) : retentionText(answer));
          }),
        ),
      ),
    );
}

function retentionText({ classes, timezone, boundary, boundaryAfter, removed }: RetentionAnswer): string {
  const dayText = (instant: string | null): string => (instant === null ? "–" : localDate(Date.parse(instant), timezone));
  const isPreview = classes.some(({ wouldGo }) => wouldGo !== null);
  const columns = [{ head: "class" }, { head: "kept" }, { head: "holds", align: "right" as const }, { head: "oldest" }, { head: "removed before" }, ...(isPreview ? [{ head: "would go", align: "right" as const }] : []), { head: "what it is", least: 20 }];
  const rows = classes.map((one) => [one.class, keptText(one), one.rows?.toLocaleString("en-US") ?? "–", dayText(one.oldest), dayText(one.applied?.before ?? null), ...(isPreview ? [one.wouldGo?.toLocaleString("en-US") ?? "–"] : []), one.holds]);
  const longer = classes.filter(({ keptDays }) => keptDays !== null);
  return [
    ...(removed === null ? [] : [`${countedText(removed, "row", "rows")} removed.`]),
    tableText(columns, rows),
    ...(longer.length > 0 ? [`Kept longer than the rule says, because the health definition in use needs it for today's scores: ${longer.map(({ class: name, keptDays }) => `${name} for ${keptDays} days`).join(", ")}.`] : []),
    boundary === null ? "Nothing was removed that scores rest on: every day can be computed." : `Scores can be computed for every day after ${dayText(boundary)}; of the days up to then the scores that were kept are shown.`,
    ...(boundaryAfter !== null && boundaryAfter !== boundary ? [`After --apply that will be every day after ${dayText(boundaryAfter)}: \`history\`, \`--as-of\` and \`learn\` refuse what lies before. Today's scores stay as they are.`] : []),
  ].join("\n");
}

function keptText({ setting, days, keptDays }: RetentionAnswer["classes"][number]): string {
  if (setting === null) return "always";
  return days === null ? "for ever" : `${keptDays ?? days} days`;
}
