import { existsSync } from "node:fs";
import { join } from "node:path";
import type { PastVersions } from "../cli/history.ts";
import type { AppliedPacks } from "../cli/served-pack.ts";
import type { VersionDoors } from "../cli/versions.ts";
import { type AccessSurroundings, sha256 } from "./access.ts";
import { servedAt } from "./served.ts";
import { type ClientSettings, createClient } from "../contract/client.ts";
import type { Definition } from "../engine/definitions/definition.ts";
import { DefinitionDesk, type DeskParts } from "../engine/definitions/desk.ts";
import { type ServedVersionDoor, openVersions, versionsThrough } from "../engine/definitions/door.ts";
import type { RunningPack } from "../engine/evaluate/standings.ts";
import type { AppliedPack, VersionStore } from "../engine/versions.ts";
import { readControl } from "../storage/control-file.ts";
import { PostgresTeamStore } from "../storage/postgres/team-store.ts";
import { PostgresVersionStore } from "../storage/postgres/version-store.ts";

export interface VersionSurroundings extends AccessSurroundings {
  readonly directory: string;
  readonly isEmbedded: boolean;
}

/** How commands reach versions: in the database, through the process that serves the data directory, or at a server elsewhere. */
export function versionDoors(surroundings: () => VersionSurroundings, settingsAt: (url: string) => ClientSettings): VersionDoors {
  const through = (settings: ClientSettings): ServedVersionDoor => versionsThrough(settings, createClient(settings));
  const serving = async (): Promise<ServedVersionDoor | undefined> => {
    const served = await servedAt(surroundings().directory);
    return served && through(served);
  };
  return {
    serving,
    versionsAt: (url) => through(settingsAt(url)),
    async withVersions(work) {
      const server = await serving();
      if (server) return work(server, true);
      const { workspace, clock } = surroundings();
      return withStore(surroundings(), (versions) => work(openVersions(versions, { workspace, clock }), false));
    },
  };
}

/** The pack that was applied last. Asking makes no database where none is; of an embedded one that a process serves, that is asked. */
export async function appliedPack(parts: VersionSurroundings): Promise<AppliedPack | undefined> {
  const served = parts.isEmbedded ? await servedAt(parts.directory) : undefined;
  if (!served) return (await appliedHere(parts))?.latest;
  const found = await versionsThrough(served, createClient(served)).find();
  return found?.about ? { ...found.about, workspace: parts.workspace, files: found.files } : undefined;
}

/** What the database says; nothing where another process holds it, which the start of a server says itself. */
export async function appliedHere(parts: VersionSurroundings): Promise<AppliedPacks | undefined> {
  if (!isThere(parts) || (parts.isEmbedded && (await readControl(parts.directory)))) return undefined;
  return withStore(parts, async (versions) => {
    const latest = await versions.latest(parts.workspace);
    if (!latest) return undefined;
    const before = (await versions.list(parts.workspace)).find(({ version }) => version !== latest.version);
    return { latest, former: before && (await versions.find(parts.workspace, before.number)) };
  });
}

/** The versions in the order in which they were applied, and one of them by its number; none where there is no database. */
export const pastVersions = (parts: () => VersionSurroundings): PastVersions => ({
  timeline: async () => (isThere(parts()) ? withStore(parts(), async (versions) => (await versions.list(parts().workspace)).toReversed()) : []),
  version: async (number) => (isThere(parts()) ? withStore(parts(), (versions) => versions.find(parts().workspace, number)) : undefined),
});

const isThere = ({ isEmbedded, directory }: VersionSurroundings): boolean => !isEmbedded || existsSync(join(directory, "postgres"));

async function withStore<T>({ workspace, openPostgres, clock }: VersionSurroundings, work: (versions: VersionStore) => Promise<T>): Promise<T> {
  const database = await openPostgres();
  try {
    await new PostgresTeamStore(database.db).keepWorkspace({ id: workspace, name: workspace, createdAt: clock() });
    return await work(new PostgresVersionStore(database.db));
  } finally {
    await database.close();
  }
}

interface DeskSurroundings extends Omit<DeskParts, "hash" | "started"> {
  readonly running: RunningPack;
  /** As it is written; without it nothing can be published. */
  readonly definition?: Definition;
}

/** The health definition of a process that serves. */
export const openDesk = ({ running, definition, ...parts }: DeskSurroundings): DefinitionDesk | undefined => definition && new DefinitionDesk({ ...parts, hash: sha256, started: { ...definition, ...running } });
