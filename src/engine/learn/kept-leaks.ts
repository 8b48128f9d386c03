import type { Leak } from "../../insights/backtest/leak.ts";
import { type Suspects, findLeaks } from "./leak-evidence.ts";
import { eraOf } from "./kept-values.ts";
import type { LearnPorts, PastRequest } from "./past.ts";

/**
 * Everything by which the measurements, the feeds and the outcomes of this past know too much: as an earlier run found it, or found
 * anew. It rests on measurements and outcomes and on no weight, scale or band, so a draft that changes only those has the same leaks.
 */
export async function leaksOf(ports: LearnPorts, request: PastRequest, suspects: Suspects): Promise<readonly Leak[]> {
  const { past, judged, leadDays } = suspects;
  const { workspace, metrics, definition, from, to, scorer } = request;
  if (!ports.kept || past.state === undefined) return await findLeaks(ports, request, suspects);
  const { timezone, currency } = scorer.pack.pack;
  const { instants, metricIds } = past.measured;
  const key = JSON.stringify({ of: "leaks", state: past.state, workspace, timezone, currency, rates: scorer.rates, from, to, definition, metrics, judged, leadDays, instants, metricIds });
  const kept = await ports.kept.work.read(key);
  if (kept) return JSON.parse(kept.text) as readonly Leak[];
  const found = await findLeaks(ports, request, suspects);
  await ports.kept.work.write(eraOf(workspace, past.state), key, { text: JSON.stringify(found), numbers: new Float64Array(), bytes: new Uint8Array() });
  return found;
}
