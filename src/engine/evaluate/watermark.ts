import type { Instant } from "../../lib/zone.ts";
import type { ChangeReader, StoredChange } from "../ports.ts";
import type { Agenda } from "./agenda.ts";
import type { EvaluationCursor, EvaluatorPorts } from "./ports.ts";
import type { RunningPack } from "./standings.ts";

export interface WatermarkParts {
  readonly ports: Pick<EvaluatorPorts, "changes" | "cursors">;
  readonly workspace: string;
  readonly running: RunningPack;
  readonly visibleMs?: number;
  /** Whether a user's trait can change a score. */
  readonly readsUsers: boolean;
}

/** A row may be stored by a clock that goes after, and be seen only later: so far back is looked for it again. */
const allowanceMs = 600_000;
/** How often is looked for what somebody else stored, who told nobody. */
const lookMs = 60_000;
const lookAtUsersMs = 5000;
const saveMs = 30_000;

interface Found {
  readonly all: ReadonlyMap<string, StoredChange>;
  readonly changed: ReadonlyMap<string, StoredChange>;
  readonly feedsBefore: ReadonlyMap<string, Instant>;
  readonly feeds: ReadonlyMap<string, Instant>;
}

/** What was stored since a cursor was written, and may not be in what it speaks of. */
export async function cameSince(changes: ChangeReader, { workspace, cursor, users, feeds }: { readonly workspace: string; readonly cursor: EvaluationCursor; readonly users: boolean; readonly feeds: Found["feeds"] }): Promise<Pick<Found, "changed" | "feedsBefore">> {
  const since = cursor.storedBy - allowanceMs;
  const newFeeds = await changes.newFeeds({ workspace, since });
  return { changed: await changes.changedSince({ workspace, since, users }), feedsBefore: new Map([...feeds].filter(([name, first]) => (newFeeds.get(name) ?? Infinity) > first)) };
}

/** Knows what was stored by when and is scored by now, across restarts, and looks for what nobody told of. */
export class Watermark {
  readonly #parts: WatermarkParts;
  #cursor: EvaluationCursor | undefined;
  #struck: Instant | undefined;
  #lookedAt: Instant = 0;
  #savedAt: Instant = 0;
  #usersChangedAt: Instant | undefined;
  #lookedAtUsers: Instant = 0;

  constructor(parts: WatermarkParts) {
    this.#parts = parts;
  }

  /** Every account has its midnights up to this one; undefined while none has. */
  get through(): Instant | undefined {
    return this.#cursor?.through;
  }

  /** Everything that was stored before is scored; undefined while nothing is. */
  get storedBy(): Instant | undefined {
    return this.#cursor?.storedBy;
  }

  async start(now: Instant): Promise<Found> {
    const { ports, workspace, running } = this.#parts;
    this.#cursor = await ports.cursors.read(workspace, running.version);
    this.#lookedAt = now;
    const feeds = await ports.changes.feeds(workspace);
    const all = await ports.changes.changedSince({ workspace, since: 0, users: false });
    if (!this.#cursor) return { all, changed: new Map(), feeds, feedsBefore: feeds };
    return { all, feeds, ...(await cameSince(ports.changes, { workspace, cursor: this.#cursor, users: this.#parts.readsUsers, feeds })) };
  }

  usersChanged(at: Instant): void {
    if (this.#parts.readsUsers) this.#usersChangedAt ??= at;
  }

  /** A midnight has struck: everybody is to have it. */
  strike(midnight: Instant): void {
    this.#struck = midnight;
  }

  /** Accounts with facts that were stored since the last look and may not have been seen when they were scored last. */
  async look(now: Instant, evaluatedAt: (account: string) => Instant | undefined): Promise<ReadonlyMap<string, StoredChange>> {
    const { ports, workspace, visibleMs = 0 } = this.#parts;
    const looksAtUsers = this.#usersChangedAt !== undefined && now - this.#lookedAtUsers >= lookAtUsersMs;
    if (now - this.#lookedAt < lookMs && !looksAtUsers) return new Map();
    const since = looksAtUsers ? Math.min(this.#lookedAt, this.#usersChangedAt as Instant) : this.#lookedAt;
    const changed = await ports.changes.changedSince({ workspace, since: since - lookMs, users: looksAtUsers });
    this.#lookedAt = now;
    if (looksAtUsers) [this.#usersChangedAt, this.#lookedAtUsers] = [undefined, now];
    return new Map([...changed].filter(([account, { storedAt }]) => (evaluatedAt(account) ?? -Infinity) < storedAt + visibleMs));
  }

  /** Writes the cursor, now and then or at once: never further than what is scored. */
  async save(now: Instant, agenda: Pick<Agenda, "isBehind" | "oldestMark">, atOnce = false): Promise<void> {
    const through = agenda.isBehind ? this.through : (this.#struck ?? this.through);
    const hasMidnight = through !== this.through;
    if (through === undefined || !(atOnce || hasMidnight || now - this.#savedAt >= saveMs)) return;
    const { ports, workspace, running } = this.#parts;
    const cursor = { through, storedBy: Math.min(now, agenda.oldestMark ?? Infinity, this.#usersChangedAt ?? Infinity) };
    await ports.cursors.write(workspace, running.version, cursor);
    this.#cursor = cursor;
    this.#savedAt = now;
  }
}
