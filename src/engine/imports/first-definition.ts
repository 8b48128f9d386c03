import type { Band } from "../../scores/bands.ts";
import { distributionOf } from "../../scores/portfolio.ts";
import { type SuggestedBands, suggestBands } from "../../insights/spread/suggest-bands.ts";
import { quantiles } from "../../lib/statistics/quantiles.ts";
import { Turns } from "../../lib/turns.ts";
import type { Instant } from "../../lib/zone.ts";
import { checkPack } from "../../pack/check.ts";
import type { DataFacts } from "../../pack/data-facts.ts";
import { currencyProblem } from "../../pack/places-and-money.ts";
import type { Problem } from "../../pack/problem.ts";
import type { Pack } from "../../pack/schema.ts";
import type { PackFile } from "../../pack/source.ts";
import type { Proposal } from "../../pack/starter/candidates.ts";
import { type StarterChoice, starterBands, starterPack, starterProposals } from "../../pack/starter/starter-pack.ts";
import type { PreviewPorts } from "../definitions/previewer.ts";
import { endedText, standardMoment } from "../moment.ts";
import type { DataFactsReader } from "../ports.ts";
import { type Baseline, scoreAgainst, takeBaseline } from "../score-both.ts";
import type { UploadStore } from "./ports.ts";

/** A first health definition, as somebody chooses it among what the data can feed. */
export interface FirstChoice extends StarterChoice {
  readonly name: string;
  readonly timezone: string;
  readonly currency: string;
}

/** How the values of a metric lie over the accounts. */
export interface MetricOverview {
  readonly id: string;
  readonly accounts: number;
  readonly missing: number;
  /** Of raw values; absent without any. */
  readonly quartiles?: readonly [number, number, number];
  /** Shares of accounts whose own points for it are red, yellow and green. */
  readonly shares: Readonly<Record<"red" | "yellow" | "green", number>>;
}

export interface FirstScores {
  readonly asOf: Instant;
  readonly note: string | undefined;
  readonly accounts: number;
  readonly unknown: number;
  /** Accounts by whole points, from 0 to 100: limits in whole points part them exactly. */
  readonly points: readonly number[];
  readonly suggested: SuggestedBands;
  readonly metrics: readonly MetricOverview[];
}

export interface FirstDefinition {
  readonly choice: FirstChoice;
  readonly proposals: readonly Proposal[];
  /** With every metric that is proposed, chosen or not. */
  readonly whole: Pack;
  readonly files: readonly PackFile[];
  readonly problems: readonly Problem[];
  /** Undefined where nothing is chosen, or nobody is a customer. */
  readonly scores: FirstScores | undefined;
}

interface Parts {
  readonly workspace: string;
  readonly uploads: UploadStore;
  readonly store: () => Promise<PreviewPorts & { readonly facts: DataFactsReader }>;
  /** The zone that the files were read in; undefined where nobody said one. */
  readonly timezone: () => Promise<string | undefined>;
  readonly clock: () => Instant;
}

interface Measured {
  readonly key: string;
  readonly takenAt: Instant;
  readonly baseline: Baseline;
  readonly note: string | undefined;
}

/** Events come in by themselves meanwhile; so long the same ones are spoken of, because everything is measured anew for others. */
const longestMs = 5 * 60_000;

/** Proposes a first definition, and scores everybody by what somebody makes of it. Everything proposed is measured once. */
export class FirstDefinitionDesk {
  readonly #parts: Parts;
  readonly #turns = new Turns();
  #measured: Measured | undefined;
  #facts: { readonly takenAt: Instant; readonly found: DataFacts | undefined } | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** New facts are there. */
  forget(): void {
    this.#measured = undefined;
    this.#facts = undefined;
  }

  /** As it was chosen last; undefined while the data feeds no metric. */
  current(): Promise<FirstDefinition | undefined> {
    return this.#turns.run(async () => {
      const facts = await this.#known();
      return facts && this.#definition(facts, await this.#choice(facts));
    });
  }

  /** Keeps another choice, and scores everybody by it. */
  choose(choice: FirstChoice): Promise<FirstDefinition | undefined> {
    return this.#turns.run(async () => {
      const facts = await this.#known();
      if (!facts) return undefined;
      await this.#parts.uploads.keepText("first-definition", JSON.stringify(choice));
      return this.#definition(facts, choice);
    });
  }

  async #known(): Promise<DataFacts | undefined> {
    const { store, workspace, clock } = this.#parts;
    const known = this.#facts;
    if (known?.found && clock() - known.takenAt < longestMs) return known.found;
    const found = await (await store()).facts.dataFacts(workspace);
    this.#facts = { takenAt: clock(), found };
    return found;
  }

  async #choice(facts: DataFacts): Promise<FirstChoice> {
    const kept = await this.#parts.uploads.text("first-definition");
    if (kept !== undefined) return JSON.parse(kept) as FirstChoice;
    const seen = facts.events["contract_changed"]?.properties["currency"]?.texts ?? [];
    return {
      weights: Object.fromEntries(starterProposals(facts).map(({ id, weight }) => [id, weight])),
      bands: starterBands,
      name: "Customer health",
      timezone: (await this.#parts.timezone()) ?? "UTC",
      currency: seen.find((code) => currencyProblem(code) === undefined) ?? "EUR",
    };
  }

  async #definition(facts: DataFacts, choice: FirstChoice): Promise<FirstDefinition | undefined> {
    const about = { id: "health", name: choice.name, timezone: choice.timezone, currency: choice.currency, facts };
    const all = starterPack(about);
    const whole = all === undefined ? undefined : checkPack([{ path: "health.yaml", text: all }], facts);
    if (!whole?.pack) return undefined;
    const text = starterPack({ ...about, choice });
    const files = text === undefined ? [] : [{ path: "health.yaml", text }];
    const { pack, problems } = text === undefined ? { pack: undefined, problems: [] } : checkPack(files, facts);
    return { choice, proposals: starterProposals(facts), whole: whole.pack, files, problems, scores: pack && (await this.#scores(whole.pack, pack)) };
  }

  async #scores(whole: Pack, chosen: Pack): Promise<FirstScores | undefined> {
    const ports = await this.#parts.store();
    const measured = await this.#measure(ports, whole);
    if (!measured) return undefined;
    const scored = await scoreAgainst(ports, measured.baseline, { after: chosen, progress: () => {} });
    const points = Array.from({ length: 101 }, () => 0);
    const known = scored.flatMap(({ snapshot }) => (snapshot.unknown ? [] : (snapshot.computed.score ?? [])));
    for (const score of known) points[Math.floor(score)] = (points[Math.floor(score)] ?? 0) + 1;
    const ids = Object.keys(chosen.metrics);
    return { asOf: measured.baseline.asOf, note: measured.note, accounts: scored.length, unknown: scored.length - known.length, points, suggested: suggestBands(known), metrics: ids.map((id) => overview(id, scored.flatMap(({ snapshot }) => snapshot.metrics.filter(({ metric }) => metric === id)))) };
  }

  async #measure(ports: PreviewPorts, whole: Pack): Promise<Measured | undefined> {
    const { workspace, clock } = this.#parts;
    const key = JSON.stringify(whole);
    const known = this.#measured;
    if (known?.key === key && clock() - known.takenAt < longestMs) return known;
    const span = await ports.accounts.span(workspace);
    if (!span) return undefined;
    const { asOf, dataEnds } = standardMoment({ zone: whole.pack.timezone, now: clock(), dataTo: span.to });
    const baseline = await takeBaseline(ports, { workspace, before: whole, from: span.from, asOf }, () => {});
    this.#measured = { key, takenAt: clock(), baseline, note: endedText(dataEnds) };
    return this.#measured;
  }
}

function overview(id: string, parts: readonly { readonly raw: { readonly value: number } | object; readonly band: Band }[]): MetricOverview {
  const present = parts.flatMap(({ raw, band }) => ("value" in raw ? [{ value: raw.value, band }] : []));
  const { shares } = distributionOf(present.map(({ band }) => band));
  const quartiles = quantiles(present.map(({ value }) => value), [0.25, 0.5, 0.75]) as [number, number, number];
  return { id, accounts: parts.length, missing: parts.length - present.length, shares, ...(present.length > 0 && { quartiles }) };
}
