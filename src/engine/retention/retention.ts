import type { RetentionAnswer } from "../../contract/retention.ts";
import { type RetentionClass, retentionClasses, retentionWords } from "../../events/retention-class.ts";
import { Turns } from "../../lib/turns.ts";
import type { Instant } from "../../lib/zone.ts";
import { isoOf, isoOrNull } from "../answers/present.ts";
import type { RunningPack } from "../evaluate/standings.ts";
import type { DataSpan } from "../ports.ts";
import { isStored, removeAgain } from "./again.ts";
import { type Horizon, horizonsAt } from "./horizons.ts";
import { type LayingPorts, layFoundations } from "./lay.ts";
import type { Applied, ClassHeld, RemovableRows, Removal, RetentionLedger, StoredClass } from "./ports.ts";
import { reachOf } from "./reach.ts";
import { type Rules, settingOf } from "./rules.ts";

/** What lies in files of its own. */
export interface FileClass {
  held(): Promise<ClassHeld>;
  /** How many are older. */
  count(before: Instant): Promise<number | undefined>;
  /** Removes what is older; returns how many went. */
  remove(before: Instant): Promise<number>;
}

export interface RetentionStore {
  readonly rows: RemovableRows;
  readonly ledger: RetentionLedger;
  readonly laying: LayingPorts & { readonly accounts: LayingPorts["accounts"] & Pick<DataSpan, "span"> };
}

export interface RetentionPorts {
  readonly rules: Rules;
  readonly store: () => Promise<RetentionStore>;
  readonly files: Readonly<Record<Exclude<RetentionClass, StoredClass>, FileClass>>;
  readonly running: () => Pick<RunningPack, "scorer" | "version">;
  /** When each piece of removing begins. */
  readonly turn: (piece: () => Promise<void>) => Promise<void>;
  /** Told once it is written what goes: whatever was answered from it is out of date. */
  readonly onRemoving?: () => void;
  readonly clock: () => Instant;
}

type Counts = Readonly<Partial<Record<RetentionClass, number>>>;

/** How long what is kept, and what goes when that is over. */
export class Retention {
  readonly #ports: RetentionPorts;
  readonly #turns = new Turns();

  constructor(ports: RetentionPorts) {
    this.#ports = ports;
  }

  /** The rules and what is held; with a preview also what would go. */
  async look(workspace: string, { preview }: { readonly preview: boolean }): Promise<RetentionAnswer> {
    if (!preview) return this.#answer(workspace, {});
    const ends = await this.#ends(workspace);
    const wouldGo = await this.#count(workspace, ends);
    return this.#answer(workspace, { wouldGo, boundaryAfter: boundaryOf(notedOf(ends, wouldGo, this.#ports.clock())) ?? null });
  }

  /** When every rule there is was applied last; undefined while one never was. */
  async appliedAt(workspace: string): Promise<Instant | undefined> {
    const { ledger } = await this.#ports.store();
    const at = new Map((await ledger.applied(workspace)).map((one) => [one.class, one.at]));
    const times = this.#ruled.map((name) => at.get(name));
    return times.includes(undefined) ? undefined : Math.min(...(times as number[]));
  }

  get hasRules(): boolean {
    return this.#ruled.length > 0;
  }

  /** Removes what the rules say, one after the other: what was begun and cut short is done by the next. */
  apply(workspace: string): Promise<RetentionAnswer> {
    return this.#turns.run(() => this.#apply(workspace));
  }

  /** Removes once more what was removed before; tells how many rows went. */
  again(workspace: string): Promise<number> {
    return this.#turns.run(() => removeAgain(this.#ports, workspace));
  }

  /** The journal's own days are nobody's wish to have something removed. */
  get #ruled(): RetentionClass[] {
    return retentionClasses.filter((name) => name !== "journal" && this.#ports.rules[name] !== undefined);
  }

  async #apply(workspace: string): Promise<RetentionAnswer> {
    const { store, running, turn, files, clock } = this.#ports;
    const { rows, ledger, laying } = await store();
    const ends = await this.#ends(workspace);
    const found = await this.#count(workspace, ends);
    const noted = notedOf(ends, found, clock());
    const [boundary, span] = [boundaryOf(noted), await laying.accounts.span(workspace)];
    if (boundary !== undefined && span && boundary > ((await laying.foundations.boundary(workspace)) ?? Number.NEGATIVE_INFINITY)) {
      await layFoundations(laying, { workspace, running: running(), from: span.from, boundary, knownAt: clock() });
    }
    // From here on nobody computes what is being removed.
    await ledger.note(workspace, noted);
    if (Object.values(found).some((count) => (count ?? 0) > 0)) this.#ports.onRemoving?.();
    const gone: Partial<Record<RetentionClass, number>> = { ...(await rows.remove(this.#removal(workspace, ends), turn)) };
    for (const { class: name, before } of ends.map(({ horizon }) => horizon)) if (!isStored(name)) gone[name] = await files[name].remove(before);
    await ledger.note(workspace, noted.map((one) => ({ ...one, rows: one.rows + (gone[one.class] ?? 0), at: clock() })));
    return this.#answer(workspace, { removed: Object.values(gone).reduce((sum, count) => sum + count, 0) });
  }

  /** Where each rule ends, never before it ended already. */
  async #ends(workspace: string): Promise<End[]> {
    const { rules, running, clock, store } = this.#ports;
    const { scorer } = running();
    const applied = new Map((await (await store()).ledger.applied(workspace)).map((one) => [one.class, one]));
    const horizons = horizonsAt(rules, { reach: reachOf(scorer.measured), now: clock(), zone: scorer.pack.pack.timezone });
    return horizons.map((horizon) => {
      const last = applied.get(horizon.class);
      return { last, horizon: last && last.before > horizon.before ? { ...horizon, before: last.before, replayFrom: Math.max(last.replayFrom, horizon.replayFrom) } : horizon };
    });
  }

  #removal(workspace: string, ends: readonly End[]): Removal {
    const before = Object.fromEntries(ends.flatMap(({ horizon }) => (isStored(horizon.class) ? [[horizon.class, horizon.before]] : [])));
    return { workspace, before, reach: reachOf(this.#ports.running().scorer.measured) };
  }

  async #count(workspace: string, ends: readonly End[]): Promise<Counts> {
    const { rows } = await this.#ports.store();
    const counts: Partial<Record<RetentionClass, number>> = { ...(await rows.count(this.#removal(workspace, ends))) };
    for (const { horizon } of ends) {
      const count = isStored(horizon.class) ? (counts[horizon.class] ?? 0) : await this.#ports.files[horizon.class].count(horizon.before);
      if (count !== undefined) counts[horizon.class] = count;
    }
    return counts;
  }

  async #answer(workspace: string, { wouldGo, boundaryAfter = null, removed = null }: { readonly wouldGo?: Counts; readonly boundaryAfter?: Instant | null; readonly removed?: number | null }): Promise<RetentionAnswer> {
    const { rules, store, files } = this.#ports;
    const { rows, ledger } = await store();
    const [stored, applied, ends] = [await rows.held(workspace), await ledger.applied(workspace), await this.#ends(workspace)];
    const classes = await Promise.all(
      retentionClasses.map(async (name): Promise<RetentionAnswer["classes"][number]> => {
        const held = isStored(name) ? stored[name] : await files[name].held();
        const last = applied.find((one) => one.class === name);
        return {
          class: name,
          holds: retentionWords[name],
          setting: name === "relationship" ? null : settingOf(name),
          days: rules[name] ?? null,
          keptDays: ends.find(({ horizon }) => horizon.class === name)?.horizon.keptDays ?? null,
          rows: held.rows ?? null,
          oldest: isoOrNull(held.oldest),
          applied: last && name !== "journal" ? { before: isoOf(last.before), at: isoOf(last.at), rows: last.rows } : null,
          wouldGo: wouldGo?.[name] ?? null,
        };
      }),
    );
    return { classes, timezone: this.#ports.running().scorer.pack.pack.timezone, boundary: isoOrNull(boundaryOf(applied)), boundaryAfter: isoOrNull(boundaryAfter), removed };
  }
}

interface End {
  readonly horizon: Horizon;
  readonly last: Applied | undefined;
}

/** A rule that finds nothing leaves everything computable. */
const notedOf = (ends: readonly End[], found: Counts, at: Instant): Applied[] =>
  ends.map(({ horizon, last }) => ({
    class: horizon.class,
    before: horizon.before,
    replayFrom: (found[horizon.class] ?? 0) > 0 ? horizon.replayFrom : (last?.replayFrom ?? Number.NEGATIVE_INFINITY),
    at,
    rows: last?.rows ?? 0,
  }));

function boundaryOf(applied: readonly Pick<Applied, "replayFrom">[]): Instant | undefined {
  const boundary = Math.max(Number.NEGATIVE_INFINITY, ...applied.map(({ replayFrom }) => replayFrom));
  return boundary === Number.NEGATIVE_INFINITY ? undefined : boundary;
}
