import type { PrintedResult } from "../../contract/insight-results.ts";
import type { Answer } from "../../contract/routes.ts";
import type { InsightStore } from "./insight-store.ts";

type LikelihoodsAnswer = Answer<"getRenewalLikelihoods">;
type One = LikelihoodsAnswer["accounts"][number];
type Kept = Awaited<ReturnType<InsightStore["result"]>>;

export const neverAsked = "Nobody has asked the past yet how likely customers are to be lost. Insights does.";

/** What the result that is kept says of single customers. */
export class Likelihoods {
  readonly about: Pick<LikelihoodsAnswer, "reason" | "askedAt" | "asOf" | "within">;
  readonly #byAccount: ReadonlyMap<string, One>;

  private constructor(about: Likelihoods["about"], accounts: readonly One[]) {
    this.about = about;
    this.#byAccount = new Map(accounts.map((one) => [one.account, one]));
  }

  static read(kept: Kept): Likelihoods {
    if (!kept) return new Likelihoods({ reason: neverAsked, askedAt: null, asOf: null, within: null }, []);
    const askedAt = new Date(kept.run.askedAt).toISOString();
    const result = JSON.parse(kept.result) as PrintedResult<"likelihood">;
    if (result.kind !== "likelihood") return new Likelihoods({ reason: `The past doesn't allow it: ${result.reason}.`, askedAt, asOf: null, within: null }, []);
    const accounts = result.customers.flatMap(({ account, likelihood }): One[] => {
      const { value = null, low = null, high = null, basis = "" } = likelihood ?? {};
      return value === null || low === null || high === null ? [] : [{ account, value, low, high, basis }];
    });
    return new Likelihoods({ reason: null, askedAt, asOf: result.asOf, within: result.within }, accounts);
  }

  of(account: string): One | undefined {
    return this.#byAccount.get(account);
  }

  /** Revenue times likelihood by group, over the accounts that have one. */
  sums<R extends { readonly account: string; readonly mrr: number | null }>(rows: readonly R[], groupOf: (row: R) => string | null): LikelihoodsAnswer["months"] {
    const known = rows.flatMap((row) => {
      const one = this.of(row.account);
      return one && row.mrr !== null ? [{ row, loss: one.value * row.mrr }] : [];
    });
    return [...Map.groupBy(known, ({ row }) => groupOf(row))].map(([id, own]) => ({ id, accounts: own.length, expectedLoss: own.reduce((sum, { loss }) => sum + loss, 0) }));
  }
}
