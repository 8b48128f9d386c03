import type { Anchor, Reach } from "../../../engine/retention/reach.ts";
import type { Removal } from "../../../engine/retention/ports.ts";
import { isWithdrawable } from "../../../events/vocabulary.ts";
import { numberOf } from "../measure/events.ts";
import { type Scope, order } from "../measure/scope.ts";
import { selected } from "../measure/selection.ts";
import { stale } from "./stale.ts";

export interface KeeperScope extends Scope {
  /** The rows of the piece at hand: workspace and accounts. */
  readonly here: string;
  readonly removal: Removal;
}

/** What somebody took back doesn't exist; whoever took it back, and under whichever account. */
const standing = ({ binder, workspace }: Scope): string => `message_id NOT IN (SELECT texts['withdraws'] FROM events WHERE workspace = ${binder.text(workspace)} AND name = 'withdrawn')`;

/** Ids of old events that stay, because something of today or later is told from them. Each is a statement with one column. */
export function keepers(scope: KeeperScope): string[] {
  const { binder, here, removal } = scope;
  const old = `${here} AND ${stale(binder, removal)}`;
  return [
    // First seen, last seen, known users, the first of a feed: whatever a definition of tomorrow asks.
    `SELECT arrayJoin([argMin(message_id, ${order}), argMax(message_id, ${order})]) AS id FROM events WHERE ${old} GROUP BY account, user, name`,
    ...removal.reach.anchors.map((anchor) => anchored(scope, anchor, old)),
    ...(removal.before.opinions === undefined ? [] : opinions(scope, old, removal.before.opinions)),
  ];
}

/** Whose events count may change with their traits, so of each user one stays. */
function anchored(scope: KeeperScope, { select, end, property, values }: Anchor, old: string): string {
  const parts = [selected(scope, select, "withdrawn too"), ...(property === undefined ? [] : [numberOf(scope, property, values).holds]), ...(select.events?.some(isWithdrawable) ? [standing(scope)] : [])];
  return `SELECT ${end === "first" ? "argMin" : "argMax"}(message_id, ${order}) AS id FROM events WHERE ${old} AND ${parts.join(" AND ")} GROUP BY account, user`;
}

function opinions(scope: KeeperScope, old: string, before: number): string[] {
  const { binder, workspace } = scope;
  return [
    `SELECT argMax(message_id, ${order}) AS id FROM events WHERE ${old} AND name IN ('pulse_set', 'measurement_recorded', 'override_set') AND ${standing(scope)} GROUP BY account, name, texts['measurement']`,
    // Those that still count: an adjustment without an expiry does so for ever.
    `SELECT message_id AS id FROM events WHERE ${old} AND name IN ('adjustment_set', 'override_set') AND (name = 'adjustment_set' AND NOT mapContains(numbers, 'expires') OR numbers['expires'] >= ${binder.number(before)}) AND ${standing(scope)}`,
    // What was taken back lately counted until then.
    `SELECT texts['withdraws'] AS id FROM events WHERE workspace = ${binder.text(workspace)} AND name = 'withdrawn' AND NOT (time < fromUnixTimestamp64Milli(${binder.bind(before, "Int64")}) AND known_at < fromUnixTimestamp64Milli(${binder.bind(before, "Int64")}))`,
  ];
}

/**
 * Ids of the events that say of items that they are open, or when they were closed. An item goes once all that is said of it is old and
 * it is closed; but not while one of its openings stays for another reason, or it would be open again.
 */
export function itemKeepers(scope: KeeperScope, items: Reach["items"], kept: string): string[] {
  const { binder, here, removal } = scope;
  const isOld = stale(binder, removal);
  return items.map(({ opened, closed, item, ever }) => {
    const [opens, closes] = [opened, closed].map((select) => `(${selected(scope, { ...(select.events && { events: select.events }), ...(select.where && { where: select.where }) }, "withdrawn too")})`) as [string, string];
    const key = binder.text(item);
    const id = `if(mapContains(numbers, ${key}), toString(numbers[${key}] + 0), texts[${key}])`;
    const ofItems = `${here} AND (${opens} OR ${closes}) AND (mapContains(numbers, ${key}) OR mapContains(texts, ${key}))`;
    const always = ever || opened.users !== undefined || closed.users !== undefined;
    const needed = `SELECT account, ${id} AS item_id FROM events WHERE ${ofItems} GROUP BY account, item_id
  HAVING countIf(${closes}) = 0 OR maxIf(time, ${opens}) > maxIf(time, ${closes}) OR countIf(NOT ${isOld}) > 0 OR countIf(${opens} AND message_id IN ${kept}) > 0`;
    return `SELECT arrayJoin([argMaxIf(message_id, ${order}, ${opens}), argMaxIf(message_id, ${order}, ${closes})]) AS id FROM events WHERE ${ofItems} AND ${isOld}${always ? "" : ` AND (account, ${id}) IN (${needed})`} GROUP BY account, user, ${id}`;
  });
}
