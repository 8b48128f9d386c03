import * as fc from "fast-check";
import { expect, test } from "vitest";
import { reachOf } from "../../src/engine/retention/reach.ts";
import type { Removal } from "../../src/engine/retention/ports.ts";
import { dayMs } from "../../src/lib/zone.ts";
import { contractWorkspace, makeReference } from "../contract/measurer.contract.ts";
import { type World, world } from "../support/arbitraries/world.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { differencesBetween } from "../support/same-measurements.ts";
import { showFacts } from "../support/show-facts.ts";

const embedded = embeddedStore();
const runs = Number(process.env["PROPERTY_RUNS"] ?? 20);
const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 2 ** 31);

const rule = fc.option(fc.integer({ min: 0, max: 9 }));
const rules = fc.record({ usage: fc.integer({ min: 0, max: 9 }), conversations: rule, tickets: rule, opinions: rule, traits: rule });
/** How long after the boundary it is measured, in hours, and whether as it was known then. */
const later = fc.uniqueArray(fc.nat({ max: 40 * 24 }), { minLength: 1, maxLength: 3 });

/** Everything is of one account and one user, so that little of it is the first or the last of its kind. */
const crowded = ({ facts, request: { accounts: _accounts, ...request } }: World): World => ({
  facts: facts.map((fact) => ({ ...fact, ...("account" in fact && { account: "a" }), ...("user" in fact && { user: fact.user === "" ? "" : "u" }) })),
  request,
});

test(`what rules take away changes nothing that is measured behind the boundary, on ${runs} random worlds, seed ${seed}`, { timeout: 120_000 + runs * 5000 }, async () => {
  let removed = 0;
  const changesNothing = fc.asyncProperty(fc.tuple(world, fc.boolean()).map(([one, isCrowded]) => (isCrowded ? crowded(one) : one)), rules, later, fc.boolean(), async ({ facts, request }, ended, hours, asKnown) => {
    const { store } = embedded;
    const times = facts.map(({ time, knownAt }) => Math.max(time, knownAt)).toSorted((left, right) => left - right);
    if (times.length === 0) return;
    const reach = reachOf(request.metrics);
    const at = (tenth: number): number => times[Math.floor((tenth / 10) * times.length)] as number;
    const before = Object.fromEntries(Object.entries(ended).flatMap(([name, tenth]) => (tenth === null ? [] : [[name, at(tenth)]])));
    const removal: Removal = { workspace: embedded.freshWorkspace(), before, reach };
    await store.log.append(removal.workspace, facts, "batch");
    const ends = Object.entries(before).map(([name, end]) => end + (name === "traits" ? 0 : reach.days[name as keyof typeof reach.days]) * dayMs);
    const instants = hours.map((hour) => Math.max(...ends) + hour * 3_600_000).toSorted((left, right) => left - right);
    const counted = await store.retention.count(removal);
    const gone = await store.retention.remove(removal, (piece) => piece());
    for (const [name, count] of Object.entries(counted)) if (name !== "opinions") expect(gone[name as keyof typeof gone], name).toBe(count);
    removed += Object.values(gone).reduce((sum, count) => sum + count, 0);
    const asked = { ...request, instants, ...(asKnown ? { knownAt: instants[0] as number } : { knownAt: undefined }) };
    const { knownAt, ...rest } = asked;
    const plain = { ...rest, ...(knownAt !== undefined && { knownAt }) };
    const expected = await (await makeReference(facts)).measurer.measure({ workspace: contractWorkspace, ...plain });
    const actual = await store.measurer.measure({ workspace: removal.workspace, ...plain });
    const differences = differencesBetween({ expected, actual, request: plain });
    if (differences.length > 0) throw new Error(`${differences.slice(0, 5).join("\n")}\nends ${JSON.stringify(before)}\n${showFacts(facts, request.zone)}`);
    const logs = await store.accounts.readAccounts({ workspace: removal.workspace, accounts: actual.accounts });
    expect([...logs.values()].flatMap(({ events }) => events.filter(({ name }) => name === "contract_changed")).length).toBe(facts.filter((fact) => fact.type === "event" && fact.name === "contract_changed" && actual.accounts.includes(fact.account)).length);
  });
  // Making a world smaller takes longer than reading it.
  await fc.assert(changesNothing, { seed, numRuns: runs, interruptAfterTimeLimit: 110_000 + runs * 5000 });
  expect(removed, "a rule takes something away now and then").toBeGreaterThan(runs / 2);
});
