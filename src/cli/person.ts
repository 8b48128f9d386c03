import type { Command } from "commander";
import type { Answer } from "../contract/routes.ts";
import { getPerson } from "../engine/answers/person.ts";
import { dayText } from "./answer-view.ts";
import { findAccount } from "./find-account.ts";
import { jsonText } from "./json-text.ts";
import { packOption } from "./options.ts";
import type { RecordWire } from "./record.ts";
import { noteText, remoteAccount, urlOption, withServer } from "./remote.ts";
import { packInUse, refusing } from "./scoring.ts";
import { usedColumnsText } from "./table.ts";

interface Options {
  readonly pack?: string;
  readonly url?: string;
  readonly asOf?: string;
  readonly json?: boolean;
}

type Person = Answer<"getPerson">;

/** `bellwether person`: one user of an account, compared with themselves. */
export function register(program: Command, wire: RecordWire): void {
  program
    .command("person")
    .description("One user of an account: role, when they were seen, whether they are as active as usual for them, and what they use")
    .summary("whether one user of an account is as active as usual")
    .argument("<account>", "id or name of the account")
    .argument("<user>", "id of the user")
    .option("--as-of <date>", "as of the start of this day, or `now`")
    .addOption(packOption())
    .option("--json", "as JSON")
    .addOption(urlOption())
    .action(async (account: string, user: string, options: Options) => {
      const { url, asOf } = options;
      const when = asOf === undefined ? {} : { asOf };
      const show = (person: Person, zone: string): void => wire.terminal.out(options.json === true ? jsonText(person) : personText(person, zone));
      if (url !== undefined) {
        await withServer(wire, url, async (client) => show(await client.getPerson({ account: await remoteAccount(client, account), user, ...when }), (await client.getPack({})).timezone));
        return;
      }
      await refusing(wire, async () => {
        const { pack } = await packInUse(options.pack, wire);
        await wire.withScores(pack, async (scores) => {
          show(await getPerson(scores, wire.workspace, { account: await findAccount(scores.ports, wire, account), user, asOf }), pack.pack.timezone);
        });
      });
    });
}

function personText({ user, accountName, accounts, health, uses, note }: Person, zone: string): string {
  const day = (instant: string | null): string => dayText(instant, { zone }) || "never";
  const others = accounts.length > 1 ? `, and ${accounts.length - 1} more` : "";
  return [
    ...(note === null ? [] : [`${noteText(note)}\n`]),
    `${user.name ?? user.user}${user.role === null ? "" : `, ${user.role.replaceAll("_", " ")}`} of ${accountName}${others}`,
    `first seen ${day(user.firstSeen)}, last seen ${day(user.lastSeen)}`,
    `own health ${health.score === null ? "not known" : health.score.toFixed(0)} ${health.band === "unknown" ? "" : health.band}`.trimEnd(),
    `  ${health.text}`,
    ...(uses.length === 0 ? [] : ["", usedColumnsText([{ head: "event", least: 16 }, { head: "days", align: "right" }, { head: "times", align: "right" }, { head: "last" }], uses.map(({ name, days, events, last }) => [name, String(days), String(events), day(last)]))]),
  ].join("\n");
}
