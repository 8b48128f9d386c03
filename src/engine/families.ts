import { type AccountLog, traitsBefore } from "../accounts/account-log.ts";
import { type Family, type Hierarchy, type ParentLink, familyUnder, hierarchyOf } from "../accounts/hierarchy.ts";
import type { Instant } from "../lib/zone.ts";
import type { Pack } from "../pack/schema.ts";
import { type Band, bandOf } from "../scores/bands.ts";
import { type RolledUp, rollUp } from "../scores/roll-up.ts";
import type { RollUp } from "../scores/schema.ts";
import type { AccountReader, DataSpan } from "./ports.ts";
import type { ScoredAccount } from "./score-now.ts";

/** A family's score, with the band of the thresholds alone: a roll-up remembers no days. */
export interface RolledUpAccount extends RolledUp {
  readonly band: Band;
}

export interface RollUps extends Pick<Hierarchy, "findings"> {
  readonly by: RollUp["by"];
  /** Every account that has others below it, also within a family; by id. */
  readonly rolledUp: readonly RolledUpAccount[];
  /** The families themselves, from the top. */
  readonly families: readonly Family[];
}

const parentFrom = (value: string | number | null | undefined): string | null => (value === null || value === undefined || value === "" ? null : String(value));

/** Rolls up the scores of accounts as their parents stand at the instant; undefined when the pack doesn't ask for it. */
export function rollUpsOf(pack: Pack, accounts: readonly ScoredAccount[]): RollUps | undefined {
  const { roll_up: asked } = pack.model;
  if (!asked) return undefined;
  const { families, findings } = hierarchyOf(accounts.map(({ account, standing }) => ({ account, parent: parentFrom(standing.circumstances.traits.get(asked.parent)) })));
  const scored = new Map(accounts.map((one) => [one.account, one]));
  const roll = (family: Family): RolledUpAccount => {
    const rolled = rollUp(family, asked.by, (account) => {
      const own = scored.get(account);
      return own && { score: own.snapshot.score, mrr: own.standing.mrr };
    });
    const { bands } = scored.get(family.account)?.model.model ?? pack.model;
    return { ...rolled, band: bandOf(rolled.score ?? Number.NaN, bands) };
  };
  return { by: asked.by, families, findings, rolledUp: families.flatMap(headsIn).map(roll) };
}

/** The family and those within it that have somebody below them. */
function headsIn(family: Family): Family[] {
  return family.children.length === 0 ? [] : [family, ...family.children.flatMap(headsIn)];
}

export interface FamilyRequest {
  readonly workspace: string;
  readonly account: string;
  /** The trait that holds the id of the parent. */
  readonly parent: string;
  readonly asOf: Instant;
}

/** So many accounts are read to find those below one. */
const mostAccounts = 100_000;

/** The account with everybody below it as of the instant; undefined when nobody is. */
export async function readFamily({ accounts }: { readonly accounts: AccountReader & DataSpan }, { workspace, account, parent, asOf }: FamilyRequest): Promise<Family | undefined> {
  const named = await accounts.namedAccounts({ workspace, limit: mostAccounts });
  const logs = await accounts.readAccounts({ workspace, accounts: named.map((one) => one.account) });
  const links = named.map((one): ParentLink => {
    const log: AccountLog = { account: one.account, events: [], traits: [], ...logs.get(one.account), born: 0 };
    return { account: one.account, parent: parentFrom(traitsBefore(log, asOf).get(parent)) };
  });
  return familyUnder(hierarchyOf(links).families, account);
}
