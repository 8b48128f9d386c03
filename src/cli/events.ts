import type { Command } from "commander";
import type { Client } from "../contract/client.ts";
import { type EventReader, eventsBehind } from "../engine/events-behind.ts";
import type { EventFact } from "../events/fact.ts";
import { localTime } from "../lib/zone.ts";
import { unknownName } from "../pack/suggest.ts";
import { findAccount } from "./find-account.ts";
import { jsonText } from "./json-text.ts";
import { limitOption, packOption } from "./options.ts";
import { remoteAccount, urlOption, withServer } from "./remote.ts";
import { metricName } from "../pack/names.ts";
import { Refused, type ScoringStore, type ScoringWire, instantOf, noData, packInUse, withStore } from "./scoring.ts";
import { tableText } from "./table.ts";

export type EventsStore = ScoringStore & { readonly events: EventReader };
export type EventsWire = Omit<ScoringWire, "openStore"> & { readonly openStore: () => Promise<EventsStore> };

interface Options {
  readonly pack?: string;
  readonly metric: string;
  readonly asOf?: string;
  readonly limit: number;
  readonly json?: boolean;
  readonly url?: string;
}

/** `bellwether events`: the events behind one metric of one account. */
export function register(program: Command, wire: EventsWire): void {
  program
    .command("events")
    .description("Show the events behind a metric of an account: what its value is made of, latest first")
    .summary("the events behind a metric")
    .argument("<account>", "id or name of the account")
    .requiredOption("-m, --metric <id>", "the metric")
    .addOption(packOption())
    .option("--as-of <date>", "as of the start of this day, or `now`")
    .addOption(limitOption("how many events to show"))
    .option("--json", "print one JSON document")
    .addOption(urlOption())
    .action(async (account: string, options: Options) => {
      if (options.url === undefined) await withStore(wire, (store) => events(wire, store as EventsStore, { account, options }));
      else await withServer(wire, options.url, (client) => eventsRemote(wire, client, { account, options }));
    });
}

async function events(wire: EventsWire, store: EventsStore, { account, options }: { account: string; options: Options }): Promise<void> {
  const { pack } = await packInUse(options.pack, wire);
  const { metrics } = pack;
  const metric = metrics[options.metric];
  if (!metric) throw new Refused(unknownName("metric", options.metric, Object.keys(metrics)).message);
  const span = await store.accounts.span(wire.workspace);
  if (!span) throw new Refused(noData);
  const zone = pack.pack.timezone;
  const { asOf } = instantOf(options.asOf, { span, zone, now: wire.clock() });
  const id = await findAccount(store, wire, account);
  const found = await store.events.readEvents({ workspace: wire.workspace, account: id, asOf, stretches: eventsBehind(metric, { metrics, asOf, zone }), limit: options.limit });
  wire.terminal.out(options.json ? jsonText(found) : eventsText(`${metricName(pack, options.metric)} of ${id}`, found, zone));
}

/** The same from the answers of a server. */
async function eventsRemote({ terminal }: EventsWire, client: Client, { account: asked, options }: { readonly account: string; readonly options: Options }): Promise<void> {
  const account = await remoteAccount(client, asked);
  const { metric, asOf, limit } = options;
  const [found, pack] = await Promise.all([client.listEvents({ account, metric, asOf, limit: Math.min(limit, mostRemote) }), client.getPack({})]);
  const read = { total: found.total, events: found.events.map((event) => ({ ...event, time: Date.parse(event.time), user: event.user ?? "" })) };
  const name = pack.metrics.find((known) => known.metric === metric)?.name ?? metric;
  terminal.out(options.json ? JSON.stringify(found, null, 2) : eventsText(`${name} of ${account}`, read, pack.timezone));
}

/** What one page of a server holds at most. */
const mostRemote = 500;

type ShownEvent = Pick<EventFact, "time" | "name" | "user" | "properties" | "source">;

function eventsText(title: string, { events, total }: { readonly events: readonly ShownEvent[]; readonly total: number }, zone: string): string {
  if (events.length === 0) return `${title}: no event stands behind it.`;
  const rows = events.map(({ time, name, user, properties, source }) => [localTime(time, zone), name, user, Object.entries(properties).map(([key, value]) => `${key}=${value}`).join(" ").slice(0, 60), source]);
  return [`${title}: ${total.toLocaleString("en-US")} events${total > events.length ? `, the latest ${events.length}` : ""}`, tableText([{ head: "time" }, { head: "event" }, { head: "user" }, { head: "properties" }, { head: "source" }], rows)].join("\n");
}
