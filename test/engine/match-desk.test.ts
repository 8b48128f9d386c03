import { expect, test } from "vitest";
import type { SourceRecord } from "../../src/accounts/source-record.ts";
import { uploadsIn } from "../../src/compose/setup.ts";
import { MatchDesk } from "../../src/engine/imports/match-desk.ts";
import { freshDirectory } from "../support/journal.ts";

const named = (source: string, record: string, name: string): SourceRecord => ({ source, record, name, domains: new Set(), traits: new Map(), mrr: 0, used: source === "product" });
const records = [named("product", "acme", "Acme"), named("product", "globex", "Globex"), named("crm", "1", "Acme"), named("crm", "2", "Globex")];

test("of two proposals that are declined at once both stay declined", async () => {
  const store = { records: { records: () => Promise.resolve(records), decisions: () => Promise.resolve([]) } };
  const desk = new MatchDesk({ workspace: "acme", uploads: uploadsIn(await freshDirectory()), store: () => Promise.resolve(store as never), quiet: (work) => work(), clock: () => 0, uniqueId: () => "1", onMatched: () => {} });
  expect((await desk.matchings("product")).proposals).toHaveLength(2);
  await Promise.all(["1", "2"].map((record) => desk.decide("product", { act: "decline", source: "crm", record }, "ada")));
  const { proposals, declined } = await desk.matchings("product");
  expect([proposals, declined.map(({ record }) => record.record).toSorted()]).toEqual([[], ["1", "2"]]);
  await desk.decide("product", { act: "propose_again", source: "crm", record: "1" }, "ada");
  expect((await desk.matchings("product")).proposals.map(({ record }) => record.record)).toEqual(["1"]);
});
