import type { MatchDecision, SourceRecord } from "./source-record.ts";

/** What speaks for a match, the strongest first. */
export const matchGrounds = ["key", "domain", "name"] as const;
export type MatchGround = (typeof matchGrounds)[number];

/** A record that seems to belong to one account, and why. Somebody has to accept it. */
export interface MatchProposal {
  readonly record: SourceRecord;
  readonly account: string;
  readonly by: MatchGround;
  /** What both have: an id, a domain, a name. */
  readonly evidence: string;
}

/** A record that could belong to several accounts. */
export interface MatchQuestion {
  readonly record: SourceRecord;
  readonly accounts: readonly string[];
  readonly by: MatchGround;
  readonly evidence: string;
}

export interface Matching {
  readonly proposals: readonly MatchProposal[];
  readonly questions: readonly MatchQuestion[];
  /** Records that nothing speaks for, by revenue, the largest first. */
  readonly unmatched: readonly SourceRecord[];
  readonly decided: readonly MatchDecision[];
}

export interface MatchRequest {
  readonly records: readonly SourceRecord[];
  /** The source whose ids are the accounts' ids. */
  readonly into: string;
  readonly decided: readonly MatchDecision[];
}

/**
 * Looks for the account of each record of the other sources: by a key that both carry, else by a domain of their own,
 * else by name. The strongest ground that finds anything decides; when it finds several accounts it is a question.
 */
export function matchRecords({ records, into, decided }: MatchRequest): Matching {
  const accounts = records.filter(({ source }) => source === into);
  const settled = new Set(decided.map(({ source, record }) => JSON.stringify([source, record])));
  const open = records.filter(({ source, record }) => source !== into && !settled.has(JSON.stringify([source, record])));
  const indexes = matchGrounds.map((by) => ({ by, index: indexOf(accounts, by, into) }));
  const proposals: MatchProposal[] = [];
  const questions: MatchQuestion[] = [];
  const unmatched: SourceRecord[] = [];
  for (const record of open) {
    const found = indexes.map(({ by, index }) => ({ by, ...candidates(marks(record, by, into), index) })).find(({ accounts }) => accounts.length > 0);
    const [account, ...others] = found?.accounts ?? [];
    if (found === undefined || account === undefined) unmatched.push(record);
    else if (others.length > 0) questions.push({ record, accounts: found.accounts, by: found.by, evidence: found.evidence });
    else proposals.push({ record, account, by: found.by, evidence: found.evidence });
  }
  return { proposals: proposals.toSorted(byRevenue), questions: questions.toSorted(byRevenue), unmatched: unmatched.toSorted((a, b) => b.mrr - a.mrr), decided };
}

const byRevenue = (a: { readonly record: SourceRecord }, b: { readonly record: SourceRecord }): number => b.record.mrr - a.record.mrr;

type Index = ReadonlyMap<string, ReadonlySet<string>>;

/** Which accounts have a mark of a ground. */
function indexOf(accounts: readonly SourceRecord[], by: MatchGround, into: string): Index {
  const index = new Map<string, Set<string>>();
  for (const account of accounts) for (const mark of marks(account, by, into)) index.set(mark, (index.get(mark) ?? new Set()).add(account.record));
  return index;
}

function candidates(wanted: readonly string[], index: Index): { readonly accounts: readonly string[]; readonly evidence: string } {
  const shared = wanted.filter((mark) => index.has(mark));
  const accounts = new Set(shared.flatMap((mark) => [...(index.get(mark) ?? [])]));
  return { accounts: [...accounts], evidence: [...new Set(shared.map((mark) => mark.slice(mark.indexOf(" ") + 1)))].join(", ") };
}

/** What a record can be recognised by, each after a word for what kind of mark it is. */
function marks(record: SourceRecord, by: MatchGround, into: string): readonly string[] {
  switch (by) {
    case "key":
      return record.source === into ? accountKeys(record) : recordKeys(record, into);
    case "domain":
      return [...record.domains].filter((domain) => !freeMail.has(domain)).map((domain) => `domain ${domain}`);
    case "name":
      return record.name === undefined ? [] : [`name ${plainName(record.name)}`].filter((mark) => mark !== "name ");
  }
}

/** An account is known by its id, and under the names of other sources by the traits that hold their ids. */
function accountKeys({ record, traits }: SourceRecord): readonly string[] {
  const own = [`account ${record}`, ...anywhere(record)];
  return [...own, ...keysOf(traits).flatMap(({ of, value }) => [`of:${of} ${value}`, ...anywhere(value)])];
}

/** A record is known by its id, and by traits that hold an account's id. */
function recordKeys({ source, record, traits }: SourceRecord, into: string): readonly string[] {
  const own = [`of:${source.toLowerCase()} ${record}`, ...anywhere(record)];
  const named = keysOf(traits).flatMap(({ of, value }) => [...(of === "account" || of === into.toLowerCase() ? [`account ${value}`] : []), ...anywhere(value)]);
  return [...own, ...named];
}

/** An id speaks for itself when it is no small number or short word, which two sources could use for different things. */
const anywhere = (id: string): readonly string[] => (/^\d{7,}$|^(?!\d+$).{4,}$/.test(id) ? [`id ${id}`] : []);

/** Traits that hold ids: `crm_id` holds one of `crm`. */
function keysOf(traits: ReadonlyMap<string, string>): readonly { readonly of: string; readonly value: string }[] {
  return [...traits].flatMap(([trait, value]) => {
    const [, of = ""] = /^(.*?)_?(?:id|key|uuid|number)$/.exec(trait.toLowerCase()) ?? [];
    return of === "" || value === "" ? [] : [{ of, value }];
  });
}

/** Domains that belong to nobody's company. */
const freeMail: ReadonlySet<string> = new Set(
  ("gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.co.uk ymail.com icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.com " +
    "web.de t-online.de freenet.de mail.com mail.ru yandex.ru yandex.com proton.me protonmail.com qq.com 163.com 126.com orange.fr free.fr wanadoo.fr libero.it zoho.com").split(" "),
);

const legalForms = /\b(incorporated|inc|llc|ltd|limited|plc|corporation|corp|company|co|gmbh|mbh|ag|kg|kgaa|se|sa|sas|sarl|srl|spa|bv|nv|oy|ab|as|aps|pty|pvt|holding|group)\b/g;

/** A name without case, accents, punctuation and legal form; the whole name when nothing else is left. */
export function plainName(name: string): string {
  const words = name.normalize("NFKD").replaceAll(/\p{M}+/gu, "").toLowerCase().replaceAll(/[.']/g, "").replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();
  const short = words.replaceAll(legalForms, " ").replaceAll(/\s+/g, " ").trim();
  return short === "" ? words : short;
}
