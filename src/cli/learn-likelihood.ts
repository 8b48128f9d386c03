import { type Command, Option } from "commander";
import { type CalibrationAnswer, runCalibration } from "../engine/learn/calibration.ts";
import { likelihoodDocument } from "../engine/learn/documents.ts";
import { type LikelyCustomer, type LikelyEvent, likelyCustomers } from "../engine/learn/likely-customers.ts";
import { scoreAccounts, type ScoredAccount } from "../engine/score-now.ts";
import { findAccount } from "./find-account.ts";
import { jsonText } from "./json-text.ts";
import { type LearnOptions, type LearnRequest, type LearnStore, type LearnWire, learnOptions, portsOf, progressOf, requestOf, withinOption } from "./learn-options.ts";
import { likelihoodText } from "./likelihood-text.ts";
import { limitOption } from "./options.ts";
import { Refused, withStore } from "./scoring.ts";

interface Options extends LearnOptions {
  readonly within: number;
  readonly of: LikelyEvent;
  readonly limit: number;
}

/** A customer of today with how likely it is, and what its score was made of. */
export interface ReasonedCustomer extends LikelyCustomer {
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
  if (options.json) wire.terminal.out(jsonText(likelihoodDocument(answer, options.of, id === undefined ? all : shown.map(withMetrics))));
  else wire.terminal.out(likelihoodText(answer, { pack, paint: wire.terminal.paint, of, total: all.length, customers: shown, within: options.within, single: id !== undefined }));
}

/** What the scores of these customers were made of in that week. */
async function withReasons(store: LearnStore, { request, answer, customers }: { request: LearnRequest; answer: CalibrationAnswer; customers: readonly LikelyCustomer[] }): Promise<ReasonedCustomer[]> {
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

/** For a document: what its score was made of, metric by metric. */
function withMetrics({ scored, ...customer }: ReasonedCustomer): LikelyCustomer & { readonly metrics?: unknown } {
  return { ...customer, ...(scored && { metrics: scored.snapshot.metrics.map(({ metric, raw, score, weight }) => ({ metric, raw, score, weight })) }) };
}
