import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { csvSource } from "../connectors/csv/csv-source.ts";
import { mappingEditor } from "../connectors/csv/mapping-editor.ts";
import { rejectsFile } from "../connectors/csv/rejects-file.ts";
import type { Forgotten } from "../engine/forget/tombstone.ts";
import { FirstDefinitionDesk } from "../engine/imports/first-definition.ts";
import { ImportDesk } from "../engine/imports/import-desk.ts";
import { MappingDesk } from "../engine/imports/mapping-desk.ts";
import { MatchDesk } from "../engine/imports/match-desk.ts";
import type { SetupParts } from "../engine/imports/setup-parts.ts";
import type { Touched } from "../engine/loader.ts";
import { subjectsOfFact } from "../events/subject.ts";
import type { ClickHouseStore } from "../storage/clickhouse/store.ts";
import { FileUploads } from "../storage/uploads/file-uploads.ts";

export interface SetupSurroundings {
  readonly directory: string;
  readonly workspace: string;
  readonly clock: () => number;
  readonly store: () => Promise<ClickHouseStore>;
  readonly forgotten: Forgotten;
  /** Works while nothing is loaded. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  /** Works while nothing is loaded or scored. */
  readonly quiet: <T>(work: () => Promise<T>) => Promise<T>;
  /** Told whom new facts are about, and which accounts have become part of others. */
  readonly onFacts: (touched: Touched, gone: readonly string[]) => void;
  readonly onFailed: (error: unknown) => void;
  /** Removes what is older than the rules of retention that were applied before; tells how many rows went. */
  readonly removeAgain: () => Promise<number>;
}

/** Where uploaded files lie in a data directory. */
export const uploadsIn = (directory: string): FileUploads => new FileUploads(join(directory, "uploads"), rejectsFile);

/** What brings files into a process that serves, by the same way as the command line. */
export async function openSetup({ directory, store, forgotten, onFacts, ...rest }: SetupSurroundings): Promise<SetupParts> {
  const uploads = uploadsIn(directory);
  const parts = { ...rest, uploads, uniqueId: randomUUID, source: csvSource };
  const mapping = new MappingDesk({ ...parts, editor: mappingEditor });
  const definition = new FirstDefinitionDesk({ ...parts, store, timezone: async () => (await mapping.current())?.view?.timezone });
  const told = (touched: Touched, gone: readonly string[] = []): void => {
    definition.forget();
    onFacts(touched, gone);
  };
  const imports = await ImportDesk.open({ ...parts, log: store, isForgotten: (fact) => forgotten.hasAny(rest.workspace, subjectsOfFact(fact)), onImported: told });
  return { imports, mapping, definition, matching: new MatchDesk({ ...parts, store, onMatched: told }) };
}
