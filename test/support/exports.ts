/** Exports of a made-up firm: accounts, users, contracts, what people did, and tickets. */
export interface ExportOptions {
  readonly accounts: number;
  /** The last day, as an ISO date; the data covers the twenty weeks before it. */
  readonly to: string;
}

const dayMs = 86_400_000;
const features = ["report viewed", "export run", "alert created", "dashboard opened", "member invited"];

/** The files by name. Of ten accounts some are used by everybody every day, some hardly at all. */
export function exportsOf({ accounts, to }: ExportOptions): Readonly<Record<string, string>> {
  const end = Date.parse(to);
  const day = (ago: number): string => new Date(end - ago * dayMs).toISOString().slice(0, 10);
  const numbers = Array.from({ length: accounts }, (_, index) => index + 1);
  const users = numbers.flatMap((account) => Array.from({ length: 6 }, (_, user) => ({ account, user: `u${account}-${user}`, seat: user })));
  const table = (header: string, rows: readonly string[]): string => `${[header, ...rows].join("\n")}\n`;
  return {
    "accounts.csv": table("account_id,name,signup_date,csm", numbers.map((n) => `A${n},Firm ${n},${day(200)},csm-${1 + (n % 3)}`)),
    "users.csv": table("user_id,account_id,created_at,email,name", users.map(({ user, account }) => `${user},A${account},${day(190)},${user}@firm${account}.example,Person ${user}`)),
    "contracts.csv": table("contract_id,account_id,start_date,end_date,mrr,seats,currency", numbers.map((n) => `C${n},A${n},${day(190)},${day(-60 - n)},${100 + n * 35},8,EUR`)),
    "events.csv": table("event_id,user_id,account_id,event,timestamp", users.flatMap(({ user, account, seat }) => Array.from({ length: 140 }, (_, ago) => ago).filter((ago) => (ago + seat) % (1 + (account % 10)) === 0 && ago >= (account % 7) * 4).map((ago) => `${user}-${ago},${user},A${account},${features[(ago + seat + Math.floor(ago / 7)) % features.length]},${day(ago)} 10:0${seat}:00`))),
    "tickets.csv": table("ticket_id,account_id,opened_at,closed_at,priority", numbers.flatMap((n) => [`T${n}a,A${n},${day(60)},${day(55 - (n % 5))},low`, ...(n % 3 === 0 ? [`T${n}b,A${n},${day(10 + n % 15)},,high`] : [])])),
  };
}
