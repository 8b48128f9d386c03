import { decisionsOf, type MatchDecision, type SourceRecord, sourceRecordsOf } from "../../accounts/source-record.ts";
import type { MembershipReader } from "../../engine/import.ts";
import type { RecordReader } from "../../engine/match.ts";
import type { Fact, MembershipFact, Scalar } from "../../events/fact.ts";
import { reservedNames } from "../../events/vocabulary.ts";
import type { Instant } from "../../lib/zone.ts";
import type { ClickHouse } from "./engine.ts";

/** The sender's own id, under which the row came, wherever a match has moved it. */
const sent = "if(record = '', account, record) AS account";
const recorded = "toUnixTimestamp64Milli(time) AS time, toUnixTimestamp64Milli(known_at) AS knownAt, message_id AS messageId, source";
const here = "workspace = {workspace:String}";

interface Recorded {
  readonly time: Instant;
  readonly knownAt: Instant;
  readonly messageId: string;
  readonly source: string;
}

interface EventRow extends Recorded {
  readonly account: string;
  readonly name: string;
  readonly numbers: Readonly<Record<string, number>>;
  readonly texts: Readonly<Record<string, string>>;
}

interface TraitRow extends Recorded {
  readonly account: string;
  readonly trait: string;
  readonly kind: "number" | "text" | "null";
  readonly number: number;
  readonly text: string;
}

/** Reads what matching and attribution need: as many rows as there are accounts, contracts and users, however many events there are. */
export class ClickHouseRecordReader implements RecordReader, MembershipReader {
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  async records(workspace: string, asOf: Instant): Promise<readonly SourceRecord[]> {
    const parameters = { workspace };
    const events = await this.#clickHouse.rows<EventRow>({
      name: "contracts of records, and a first use of the product by each",
      text: `SELECT ${sent}, name, ${recorded}, numbers, texts FROM events WHERE ${here} AND name = 'contract_changed'
UNION ALL
SELECT ${sent}, name, ${recorded}, numbers, texts FROM events WHERE ${here} AND account != '' AND name NOT IN {reserved:Array(String)} ORDER BY time LIMIT 1 BY source, if(record = '', account, record)`,
      parameters: { ...parameters, reserved: reservedNames },
    });
    const traits = await this.#clickHouse.rows<TraitRow>({
      name: "traits of records",
      text: `SELECT ${sent}, trait, kind, number, text, ${recorded} FROM account_traits WHERE ${here}`,
      parameters,
    });
    const memberships = await this.memberships(workspace);
    const emails = await this.#clickHouse.rows<Recorded & { readonly user: string; readonly text: string }>({
      name: "e-mail addresses of users",
      text: `SELECT user, text, ${recorded} FROM user_traits WHERE ${here} AND trait = 'email' AND kind = 'text'`,
      parameters,
    });
    return sourceRecordsOf(
      [
        ...events.map(eventOf),
        ...traits.map((row): Fact => ({ type: "account_trait", ...recordedOf(row), account: row.account, trait: row.trait, value: valueOf(row) })),
        ...memberships,
        ...emails.map((row): Fact => ({ type: "user_trait", ...recordedOf(row), user: row.user, trait: "email", value: row.text })),
      ],
      asOf,
    );
  }

  async memberships(workspace: string): Promise<readonly MembershipFact[]> {
    const rows = await this.#clickHouse.rows<Recorded & { readonly account: string; readonly user: string }>({
      name: "memberships",
      text: `SELECT ${sent}, user, ${recorded} FROM memberships WHERE ${here}`,
      parameters: { workspace },
    });
    return rows.map((row) => ({ type: "membership", ...recordedOf(row), account: row.account, user: row.user }));
  }

  async decisions(workspace: string): Promise<readonly MatchDecision[]> {
    const rows = await this.#clickHouse.rows<EventRow>({
      name: "matches and what was withdrawn",
      text: `SELECT account, name, ${recorded}, numbers, texts FROM events WHERE ${here} AND name IN ('record_matched', 'withdrawn')`,
      parameters: { workspace },
    });
    return decisionsOf(rows.map(eventOf));
  }
}

const recordedOf = ({ time, knownAt, messageId, source }: Recorded): Recorded => ({ time, knownAt, messageId, source });

function eventOf(row: EventRow): Fact {
  const properties: Readonly<Record<string, Scalar>> = { ...row.numbers, ...row.texts };
  return { type: "event", ...recordedOf(row), account: row.account, user: "", name: row.name, properties, originalTime: row.time, receivedAt: row.knownAt, attribution: "explicit" };
}

function valueOf({ kind, number, text }: TraitRow): Scalar | null {
  if (kind === "null") return null;
  return kind === "number" ? number : text;
}
