import { dayMs } from "../../src/lib/zone.ts";
import type { ClickHouseStore } from "../../src/storage/clickhouse/store.ts";
import { type Size, workspace, yearBegin } from "../simulated-events.ts";

const termDays = 182;
const source = "bench contracts";

/**
 * Half-yearly contracts of every account, made inside the engine: each begins on a day of the first half-year, is renewed until the
 * end of the data, and one renewal in ten doesn't happen. What users do has nothing to do with it: the bench is about speed.
 */
export async function addContracts({ clickHouse }: ClickHouseStore, { accounts, days = 365 }: Size): Promise<void> {
  const [row] = await clickHouse.rows<{ contracts: number }>({ name: "bench contracts", text: "SELECT count() AS contracts FROM events WHERE source = {source:String}", parameters: { source } });
  if (row && row.contracts > 0) return;
  await clickHouse.command({
    name: "make the bench contracts",
    text: `INSERT INTO events (workspace, account, user, name, time, known_at, original_time, received_at, message_id, numbers, texts, attribution, source, batch_id)
SELECT {workspace:String}, concat('account-', leftPad(toString(account), 6, '0')), '', 'contract_changed',
  fromUnixTimestamp64Milli(toInt64(at)) AS stated, stated, stated, stated, concat('contract-', toString(account), '-', toString(term), if(is_end, '-end', '')),
  if(is_end, mapUpdate(stands, map('ended', toFloat64(at))), stands), map('contract', concat('contract-', toString(term))), 'explicit', {source:String}, 'bench'
FROM
(
  SELECT account, term, is_end, begin + term * {termMs:Int64} AS start, start + {termMs:Int64} AS until, if(is_end, until, start) AS at,
    map('start', toFloat64(start), 'term_end', toFloat64(until), 'mrr', toFloat64(50 + account % 2000), 'seats', toFloat64(5 + account % 20)) AS stands
  FROM
  (
    SELECT number AS account, {first:Int64} + toInt64(sipHash64(number, 11) % {termDays:UInt32}) * {dayMs:Int64} AS begin,
      -- The first of its renewals that doesn't happen; most accounts stay longer than the data.
      arrayFirstIndex(renewal -> sipHash64(number, 12, renewal) % 10 = 0, range(8)) AS last_term
    FROM numbers({accounts:UInt32})
  )
  ARRAY JOIN range(if(last_term = 0, 8, last_term)) AS term
  ARRAY JOIN [0, 1] AS is_end
  WHERE is_end = 0 OR term + 1 = last_term
)
WHERE at < {end:Int64}`,
    parameters: { workspace, source, first: yearBegin, dayMs, termDays, termMs: termDays * dayMs, accounts, end: yearBegin + days * dayMs },
  });
  await clickHouse.command({ name: "name the bench contracts", text: "INSERT INTO event_names SELECT workspace, name, min(time) FROM events WHERE name = 'contract_changed' GROUP BY workspace, name" });
}
