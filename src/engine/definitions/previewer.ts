import { Turns } from "../../lib/turns.ts";
import type { Instant } from "../../lib/zone.ts";
import { type Judged, rejudge } from "../../scores/band-moves.ts";
import { endedText, instantAsked, standardMoment } from "../moment.ts";
import type { DataSpan } from "../ports.ts";
import { type Baseline, type BothPorts, scoreAgainst, scoreBaseline, takeBaseline } from "../score-both.ts";
import { whyRemoved } from "../retention/told.ts";
import type { Definition } from "./definition.ts";
import { type Effect, judgedOf } from "./plan.ts";

export interface PreviewPorts extends BothPorts {
  readonly accounts: BothPorts["accounts"] & Pick<DataSpan, "span">;
}

interface Previewed {
  readonly workspace: string;
  readonly before: Definition;
  readonly after: Definition;
  /** A date, a time with its offset, or `now`; default as everywhere. */
  readonly asOf?: string;
}

/** Everything measured about the definition in use: whoever draws a weight back and forth has it measured once. */
interface Kept {
  readonly key: string;
  readonly takenAt: Instant;
  readonly baseline: Baseline;
  readonly judged: readonly Judged[];
  readonly note: string | undefined;
  usedAt: Instant;
}

/** How long a preview may speak of the same moment, and how long it is kept for the next one. */
const longestMs = 10 * 60_000;
const idleMs = 2 * 60_000;

export class BadInstant extends Error {}

/** Says what drafts would do to scores. One after the other, because each takes all the cores there are. */
export class Previewer {
  readonly #ports: () => Promise<PreviewPorts>;
  readonly #clock: () => Instant;
  #kept: Kept | undefined;
  readonly #turns = new Turns();

  constructor({ ports, clock }: { readonly ports: () => Promise<PreviewPorts>; readonly clock: () => Instant }) {
    this.#ports = ports;
    this.#clock = clock;
  }

  preview(previewed: Previewed): Promise<Effect> {
    return this.#turns.run(() => this.#effect(previewed));
  }

  /** Gives up what nobody has asked for lately. */
  tidy(): void {
    if (this.#kept && this.#clock() - this.#kept.usedAt > idleMs) this.#kept = undefined;
  }

  /** Somebody is gone whom it still holds. */
  forget(): Promise<void> {
    return this.#turns.run(() => Promise.resolve(void (this.#kept = undefined)));
  }

  async #effect({ workspace, before, after, asOf }: Previewed): Promise<Effect> {
    if (before.version === after.version) return { kind: "none" };
    const ports = await this.#ports();
    const kept = await this.#keep(ports, { workspace, before, ...(asOf !== undefined && { asOf }) });
    if (!kept) return { kind: "no_data" };
    const scored = await scoreAgainst(ports, kept.baseline, { after: after.pack, progress: () => {} });
    kept.usedAt = this.#clock();
    return { kind: "scored", asOf: kept.baseline.asOf, note: kept.note, rejudged: rejudge(kept.judged, scored.map(judgedOf)) };
  }

  async #keep(ports: PreviewPorts, { workspace, before, asOf: asked }: Omit<Previewed, "after">): Promise<Kept | undefined> {
    const now = this.#clock();
    const key = JSON.stringify([workspace, before.version, asked]);
    if (this.#kept?.key === key && now - this.#kept.takenAt < longestMs) return this.#kept;
    this.#kept = undefined;
    const span = await ports.accounts.span(workspace);
    const zone = before.pack.pack.timezone;
    if (!span) return undefined;
    const { asOf, dataEnds } = asked === undefined ? standardMoment({ zone, now, dataTo: span.to }) : { asOf: instantAsked(asked, { zone, now }) };
    if (asOf === undefined) throw new BadInstant(`There is no such time as \`${asked}\`.`);
    if (asOf <= span.from) throw new BadInstant(whyRemoved(span, asOf, zone) ?? "The data begins only later, so nobody has a score on that day.");
    const baseline = await takeBaseline(ports, { workspace, before: before.pack, from: span.from, asOf }, () => {});
    const judged = (await scoreBaseline(baseline)).map(judgedOf);
    const note = endedText(dataEnds);
    this.#kept = { key, takenAt: now, usedAt: now, baseline, judged, note };
    return this.#kept;
  }
}
