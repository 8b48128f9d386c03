import type { Answer, Asked } from "../../contract/routes.ts";
import { type AccountLog, textOf } from "../../accounts/account-log.ts";
import { contractsBefore } from "../../accounts/contract.ts";
import { lifespanBefore } from "../../accounts/lifespan.ts";
import { type Action, type ActionKind, type BandMove, type Dip, dipsOf } from "../../insights/responses/dips.ts";
import { recoveryDays, responseDays, responseTimes } from "../../insights/responses/times.ts";
import { type Instant, dayMs, localDate, shiftDays } from "../../lib/zone.ts";
import type { Plan } from "../../plans/plan.ts";
import { isoOf } from "../answers/present.ts";
import type { Scores } from "../answers/scores.ts";
import { Unanswerable } from "../answers/unanswerable.ts";
import type { PlanLists } from "./plan-lists.ts";
import { type Now, accountsNow } from "./planned-accounts.ts";

const defaultDays = 180;
const mostDays = 1100;

/** For every fall to a lower band: how long until somebody did something, and until the account was back. */
export async function listResponses({ store, scores, principal: { workspace } }: PlanLists, { since: asked, owner, limit }: Asked<"listResponses">): Promise<Answer<"listResponses">> {
  const now = await accountsNow(scores, workspace);
  const { asOf } = await scores.moment(workspace, undefined);
  const since = asked === undefined ? shiftDays(asOf, -defaultDays, now.zone) : scores.past(asked);
  if (asOf - since > mostDays * dayMs) throw new Unanswerable("bad_question", `Falls are looked at for at most ${mostDays} days; ask for less.`);
  const steps = await scores.ports.snapshots.bandSteps({ workspace, version: scores.live.running.version, from: since, to: asOf });
  const moves = steps.map(({ account, from, to }): BandMove => ({ account, at: to.asOf, from: from.band, to: to.band }));
  const accounts = [...new Set(moves.map(({ account }) => account))];
  const [actions, ends, owners] = await Promise.all([actionsOf({ store, scores }, { workspace, accounts, asOf, since }), endsOf(scores, { workspace, accounts, asOf, now }), ownersOf(scores, { workspace, asOf, now })]);
  const dips = dipsOf({ moves, actions, watchedUntil: (account) => ends.get(account) ?? asOf }).filter((dip) => owner?.includes(owners(dip) ?? "") ?? true);
  const groups = [...Map.groupBy(dips, owners)].map(([name, own]) => ({ owner: name, ...responseTimes(own) })).sort((left, right) => right.dips - left.dips || ((left.owner ?? "") < (right.owner ?? "") ? -1 : 1));
  return {
    at: isoOf(now.at),
    today: now.today,
    since: localDate(since, now.zone),
    until: localDate(asOf, now.zone),
    version: scores.live.running.version,
    everybody: responseTimes(dips),
    owners: groups,
    dips: dips.toReversed().slice(0, limit).map((dip) => dipAnswer(dip, { now, owner: owners(dip) })),
  };
}

function dipAnswer(dip: Dip, { now, owner }: { readonly now: Now; readonly owner: string | null }): Answer<"listResponses">["dips"][number] {
  const { account, at, from, to, response, recoveredAt, watchedUntil } = dip;
  const [responded, recovered] = [responseDays(dip), recoveryDays(dip)];
  return {
    account,
    name: now.rows.get(account)?.name ?? account,
    owner, from, to,
    day: localDate(at, now.zone),
    at: isoOf(at),
    response: response && responded !== null ? { at: isoOf(response.at), kind: response.kind, days: responded } : null,
    recovery: recoveredAt !== undefined && recovered !== null ? { at: isoOf(recoveredAt), days: recovered } : null,
    watchedUntil: isoOf(watchedUntil),
    isCustomer: now.rows.has(account),
  };
}

interface About {
  readonly workspace: string;
  readonly accounts: readonly string[];
  readonly asOf: Instant;
}

const contactKinds: Readonly<Record<string, ActionKind>> = { interaction_logged: "interaction", review_held: "business_review", pulse_set: "pulse" };

/** What teammates did, as plans and the log tell it. What came in from the customer is none of it. */
async function actionsOf({ store, scores }: Pick<PlanLists, "store" | "scores">, { workspace, asOf, since, accounts }: About & { readonly since: Instant }): Promise<Action[]> {
  const contacts = await scores.ports.judgement.contacts({ workspace, from: since, asOf });
  const told = contacts.filter((event) => textOf(event, "direction") !== "inbound").flatMap(({ account, time, name }): Action[] => (contactKinds[name] ? [{ account, at: time, kind: contactKinds[name] }] : []));
  return [...told, ...(await store.list({ workspace, accounts })).flatMap(actionsOfPlan)];
}

const actionsOfPlan = ({ account, startedAt, steps, reviews }: Plan): Action[] => [
  { account, at: startedAt, kind: "plan_opened" },
  ...steps.flatMap(({ doneAt }): Action[] => (doneAt === undefined ? [] : [{ account, at: doneAt, kind: "step_done" }])),
  ...reviews.map(({ at }): Action => ({ account, at, kind: "plan_review" })),
];

/** Until when those were customers who are none any more. */
async function endsOf({ ports }: Scores, { workspace, accounts, asOf, now }: About & { readonly now: Now }): Promise<ReadonlyMap<string, Instant>> {
  const gone = accounts.filter((account) => !now.rows.has(account));
  const logs = gone.length === 0 ? new Map<string, Omit<AccountLog, "born">>() : await ports.accounts.readAccounts({ workspace, accounts: gone });
  return new Map(
    gone.map((account) => {
      const log = { account, events: [], traits: [], ...logs.get(account), born: asOf };
      return [account, lifespanBefore(log, contractsBefore(log, asOf), asOf).until ?? asOf] as const;
    }),
  );
}

/** Whose an account was when it fell; where nobody wrote down a change, whose it is. */
async function ownersOf({ ports }: Scores, { workspace, asOf, now }: { readonly workspace: string; readonly asOf: Instant; readonly now: Now }): Promise<(dip: Pick<Dip, "account" | "at">) => string | null> {
  const changes = Map.groupBy(await ports.judgement.ownerChanges({ workspace, asOf }), ({ account }) => account);
  return ({ account, at }) => {
    const before = changes.get(account)?.findLast(({ time }) => time <= at);
    return (before && textOf(before, "owner")) ?? now.rows.get(account)?.owner ?? null;
  };
}
