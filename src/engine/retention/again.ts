import type { RetentionClass } from "../../events/retention-class.ts";
import type { Scorer } from "../scorer.ts";
import type { RemovableRows, Removal, RetentionLedger, StoredClass } from "./ports.ts";
import { reachOf } from "./reach.ts";

export interface AgainPorts {
  readonly store: () => Promise<{ readonly rows: RemovableRows; readonly ledger: Pick<RetentionLedger, "applied"> }>;
  /** Asked only where something was removed before. */
  readonly running: () => { readonly scorer: Scorer } | Promise<{ readonly scorer: Scorer }>;
  /** When each piece of removing begins. */
  readonly turn: (piece: () => Promise<void>) => Promise<void>;
}

export const isStored = (name: RetentionClass): name is StoredClass => name !== "journal" && name !== "dead_letters";

/** Removes once more what was removed before, because what was loaded or imported since has brought it back; tells how many rows went. */
export async function removeAgain({ store, running, turn }: AgainPorts, workspace: string): Promise<number> {
  const { rows, ledger } = await store();
  const ends = (await ledger.applied(workspace)).flatMap(({ class: name, before }) => (isStored(name) ? [[name, before] as const] : []));
  if (ends.length === 0) return 0;
  const removal: Removal = { workspace, before: Object.fromEntries(ends), reach: reachOf((await running()).scorer.measured) };
  return Object.values(await rows.remove(removal, turn)).reduce((sum, count) => sum + count, 0);
}
