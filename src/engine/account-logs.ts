import type { AccountLog } from "../accounts/account-log.ts";
import type { Instant } from "../lib/zone.ts";
import type { AccountReader, Measurer } from "./ports.ts";
import type { Scorer } from "./scorer.ts";

export interface LogsRequest {
  readonly workspace: string;
  readonly scorer: Scorer;
  readonly asOf: Instant;
}

/** What the log says of every account born by the instant, also of those that are customers no more. */
export async function readLogs({ measurer, accounts: reader }: { readonly measurer: Measurer; readonly accounts: AccountReader }, { workspace, scorer, asOf }: LogsRequest): Promise<AccountLog[]> {
  const { timezone: zone, currency } = scorer.pack.pack;
  const { accounts, born } = await measurer.measure({ workspace, metrics: {}, zone, currency, rates: scorer.rates, instants: [asOf] });
  const logs = await reader.readAccounts({ workspace, accounts });
  return accounts.map((account, place) => ({ account, events: [], traits: [], ...logs.get(account), born: born[place] as number }));
}
