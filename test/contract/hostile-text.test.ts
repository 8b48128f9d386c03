import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { register } from "../../src/cli/explain.ts";
import type { Measurements } from "../../src/engine/ports.ts";
import type { Fact } from "../../src/events/fact.ts";
import { validateFact } from "../../src/events/validate.ts";
import { metricSchema } from "../../src/metrics/schema.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { accountTraitFact, eventFact, membershipFact, userTraitFact } from "../support/facts.ts";
import { soundSections } from "../support/pack.ts";
import { differencesBetween } from "../support/same-measurements.ts";
import { run } from "../support/terminal.ts";
import { oddTexts } from "./fact-log.contract.ts";
import { makeReference } from "./measurer.contract.ts";

const embedded = embeddedStore();
const noon = Date.UTC(2026, 0, 5, 12);
const midnights = [6, 7, 8].map((day) => Date.UTC(2026, 0, day));
const texts = [...oddTexts, "\u001B[2J\u001B]0;title\u0007", "{name:Identifier}", "/*", "$$", "a,b;c", "[1,2]", "{}", "1e3", "true", "-- "];

/** Everything that a sender may choose is the text: account, user, names, keys, values, ids, and the source. */
const factsOf = (text: string, place: number): Fact[] => [
  eventFact(`c${place}`, { account: text, user: "", name: "contract_changed", properties: { contract: text, start: noon, mrr: 100, currency: "EUR", seats: 4 } }),
  eventFact(`${text}e${place}`, { account: text, user: text, name: text, properties: { [text]: text, [`${text}n`]: place }, source: text }),
  eventFact(`o${place}`, { account: text, user: "", name: "ticket_opened", properties: { ticket: text } }),
  accountTraitFact(`t${place}`, { account: text, trait: text, value: text }),
  userTraitFact(`u${place}`, { user: text, trait: text, value: text }),
  membershipFact(`m${place}`, { account: text, user: text }),
];

/** Every place of a definition where a text may stand is the text. */
const metricsOf = (text: string): Record<string, object> => ({
  used: { kind: "count", window: "30d", events: [text], where: [{ property: text, is: text }, { property: `${text}n`, at_least: 0 }], users: { traits: [{ trait: text, is: [text, "other"] }] } },
  unlike: { kind: "active_users", window: "30d", where: [{ property: text, is_not: text }] },
  total: { kind: "sum", window: "30d", events: [text], property: `${text}n` },
  level: { kind: "trait", trait: text, values: { [text]: 7 } },
  open: { kind: "open_items", item: "ticket", opened: { events: ["ticket_opened"], where: [{ property: "ticket", is: text }] }, closed: { events: [text] } },
});

const facts = texts.flatMap(factsOf);
const workspace = "hostile '; DROP TABLE events; -- workspace";
let folder = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "bellwether-hostile-"));
  await embedded.store.log.append(workspace, facts, "batch '\\");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(texts)("%j", (text) => {
  const metrics = Object.fromEntries(Object.entries(metricsOf(text)).map(([id, metric]) => [id, metricSchema.parse(metric)]));
  const request = { metrics, zone: "UTC", currency: "EUR", rates: {}, instants: midnights };

  test("is measured like any other text, among all accounts and alone", async () => {
    const { measurer } = await makeReference(facts);
    const expected = await measurer.measure({ workspace: "workspace", ...request });
    const actual = await embedded.store.measurer.measure({ workspace, ...request });
    expect(actual.accounts).toHaveLength(texts.length);
    expect(differencesBetween({ expected, actual, request })).toEqual([]);
    const alone = { ...request, accounts: [text] };
    const [slice, ...others] = await Array.fromAsync(embedded.store.measurer.measureSlices({ workspace, ...alone }));
    expect(others).toEqual([]);
    expect(differencesBetween({ expected: await measurer.measure({ workspace: "workspace", ...alone }), actual: slice as Measurements, request })).toEqual([]);
  });

  test.skipIf(text.includes("\0"))("is explained, and does nothing to the terminal", async () => {
    const pack = join(folder, `pack-${texts.indexOf(text)}.yaml`);
    const scale = [[0, 0], [10, 100]];
    const scored = Object.fromEntries(Object.keys(metrics).map((id) => [id, { weight: 1, scale }]));
    writeFileSync(pack, stringify({ pack: { ...soundSections.pack, timezone: "UTC", name: text }, metrics: metricsOf(text), model: { categories: { all: { name: text, weight: 100, metrics: scored } } } }));
    const clock = { now: noon + 4 * 86_400_000 };
    const explained = await run(
      (program, terminal) =>
        register(program, {
          terminal, progress: () => {}, clock: () => clock.now, hash: (text) => String(text.length), uniqueId: () => "run", workspace, demoPack: pack, defaultPack: pack, applied: () => Promise.resolve(undefined),
          openStore: () => Promise.resolve({ ...embedded.store, close: () => Promise.resolve() }),
          client: () => {
            throw new Error("no server is asked");
          },
        }),
      ["explain", "--as-of", "2026-01-08", "--", text],
    );
    expect(explained.error).toBe("");
    expect(explained.exit).toBe(0);
    expect(explained.out.match(/(?![\n\t])[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu)).toBeNull();
  });
});

describe("what no encoding can keep is refused before it reaches the log", () => {
  test.each(["a\u0000b", "a\uD800b", "\uDC00"])("%j", (text) => {
    const odd = factsOf(text, 0).filter(({ type }) => type !== "event");
    expect(odd.map((fact) => validateFact(fact, noon)?.reason)).toEqual(odd.map(() => expect.stringMatching(/NUL character|half of a character pair/)));
  });
});
