import { type Command, Option } from "commander";
import { type CalibrationAnswer, type CustomerToday, runCalibration } from "../engine/learn/calibration.ts";
import { scoreAccounts, type ScoredAccount } from "../engine/score-now.ts";
import { type Likelihood, likelihoodOf } from "../insights/calibration/calibrate.ts";
import { noSegment } from "../engine/learn/standing-at.ts";
import { findAccount } from "./find-account.ts";
import { jsonText } from "./json-text.ts";
import { type LearnOptions, type LearnRequest, type LearnStore, type LearnWire, learnOptions, portsOf, progressOf, requestOf, withinOption } from "./learn-options.ts";
import { likelihoodText } from "./likelihood-text.ts";
import { limitOption } from "./options.ts";
import { Refused, withStore } from "./scoring.ts";

interface Options extends LearnOptions {
  readonly within: number;
  readonly of: "loss" | "growth";
  readonly limit: number;
}

/** A customer of today with how likely it is, and what its score was made of. */
export interface LikelyCustomer extends CustomerToday {
  readonly name: string;
  /** Absent for a customer whose band is unknown. */
  readonly likelihood?: Likelihood;
  readonly scored?: ScoredAccount;
}

/** `bellwether learn likelihood`: how likely each customer is to be lost, or to grow, and why. */
export function register(learn: Command, wire: LearnWire): void {
  learnOptions(learn.command("likelihood"))
    .description("How likely each customer is to be lost, with interval and reasons; or to grow: those worth asking for a reference")
    .argument("[account]", "id or name of one account")
    .addOption(withinOption())
    .addOption(new Option("--of <what>", "what is asked for").choices(["loss", "growth"]).default("loss"))
    .addOption(limitOption("how many customers are listed"))
    .action((account: string | undefined, options: Options) => withStore(wire, (store) => likelihoodCommand(wire, store as LearnStore, { account, options })));
}

async function likelihoodCommand(wire: LearnWire, store: LearnStore, { account, options }: { account: string | undefined; options: Options }): Promise<void> {
  const { pack, request } = await requestOf(wire, store, options);
  const id = account === undefined ? undefined : await findAccount(store, wire, account);
  const answer = await runCalibration(portsOf(store), { ...request, horizonDays: options.within }, progressOf(wire));
  wire.progress("");
  const { limit, of } = options;
  const all = likelyCustomers(answer, of);
  const asked = id === undefined ? all.slice(0, limit) : all.filter((customer) => customer.account === id);
  if (id !== undefined && answer.kind === "asked" && asked.length === 0) throw new Refused(`${account} had no score in the last week of the data, so nothing can be said of it.`);
  const shown = await withReasons(store, { request, answer, customers: asked });
  if (options.json) wire.terminal.out(jsonText(document(answer, options.of, id === undefined ? all : shown)));
  else wire.terminal.out(likelihoodText(answer, { pack, paint: wire.terminal.paint, of, total: all.length, customers: shown, within: options.within, single: id !== undefined }));
}

/** All customers of the last week, the likeliest first; of equals the one that pays most. */
function likelyCustomers(answer: CalibrationAnswer, of: Options["of"]): LikelyCustomer[] {
  if (answer.kind === "refused") return [];
  const calibration = of === "loss" ? answer.lost : answer.expanded;
  if (!calibration.possible) return [];
  const customers = answer.customers.map((customer): LikelyCustomer => {
    const likelihood = likelihoodOf(calibration, { ...customer, segment: customer.segment || noSegment });
    return { ...customer, name: answer.nameOf(customer.account), ...(likelihood && { likelihood }) };
  });
  const paid = ({ mrr }: CustomerToday): number => (Number.isNaN(mrr) ? 0 : mrr);
  return customers.toSorted((one, other) => (other.likelihood?.value ?? -1) - (one.likelihood?.value ?? -1) || paid(other) - paid(one));
}

/** What the scores of these customers were made of in that week. */
async function withReasons(store: LearnStore, { request, answer, customers }: { request: LearnRequest; answer: CalibrationAnswer; customers: readonly LikelyCustomer[] }): Promise<LikelyCustomer[]> {
  if (answer.kind === "refused" || customers.length === 0) return [];
  const { workspace, scorer, to } = request;
  const scored = await scoreAccounts(store, {
    workspace, scorer, version: "", asOf: answer.asOf, knownAt: to,
    accounts: customers.map(({ account }) => account),
    rememberedOf: () => ({}),
    journeyBefore: () => undefined,
    scoreBefore: () => undefined,
  });
  const byAccount = new Map(scored.map((one) => [one.account, one]));
  return customers.map((customer) => {
    const own = byAccount.get(customer.account);
    return own ? { ...customer, scored: own } : customer;
  });
}

function document(answer: CalibrationAnswer, of: Options["of"], customers: readonly LikelyCustomer[]): unknown {
  if (answer.kind === "refused") return { kind: answer.kind, reason: answer.reason, leaks: answer.leaks };
  const calibration = of === "loss" ? answer.lost : answer.expanded;
  if (!calibration.possible) return { kind: "not_possible", reason: calibration.reason };
  const metrics = (scored: ScoredAccount | undefined): unknown => scored?.snapshot.metrics.map(({ metric, raw, score, weight }) => ({ metric, raw, score, weight }));
  return { kind: "likelihood", of, within: calibration.horizonDays, asOf: answer.asOf, customers: customers.map(({ scored, ...customer }) => ({ ...customer, metrics: metrics(scored) })) };
}
