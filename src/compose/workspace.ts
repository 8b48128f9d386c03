import { workspaceIdSchema } from "../contract/workspace.ts";
import { claimDirectory, firstWorkspace, requireWorkspace, workspaceIn } from "../storage/workspace-file.ts";

/** Where data lie and whose they are, as the process was told. */
export interface Settings {
  readonly directory: string;
  readonly clickHouseUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  /** Undefined where nobody names it: then the data directory says it. */
  readonly workspace: string | undefined;
}

export interface Place extends Settings {
  readonly workspace: string;
  /** As it was named; undefined where nobody did. */
  readonly asked: string | undefined;
}

export interface Placed {
  /** Whose data and people every command is about. */
  readonly workspace: string;
  /** For whoever only reads. Throws where the settings contradict the data directory. */
  readonly place: () => Place;
  /** For whoever keeps something there: the data directory is of this workspace from then on. */
  readonly ownPlace: () => Place;
}

/** Whose data are meant. A workspace that can't be is said by the first command that touches data; help is given all the same. */
export function placed(settings: () => Settings): Placed {
  const place = (): Place => ({ ...settings(), asked: settings().workspace, workspace: workspaceOf(settings()) });
  const ownPlace = (): Place => {
    const own = place();
    claimDirectory(own.directory, own.workspace);
    return own;
  };
  return { workspace: workspaceOrFirst(place), place, ownPlace };
}

function workspaceOrFirst(place: () => Place): string {
  try {
    return place().workspace;
  } catch {
    return firstWorkspace;
  }
}

/** Throws where the name is none, or the data directory is of another one. */
function workspaceOf({ directory, workspace }: Pick<Settings, "directory" | "workspace">): string {
  if (workspace === undefined) return workspaceIn(directory) ?? firstWorkspace;
  const read = workspaceIdSchema.safeParse(workspace);
  if (!read.success) throw new Error(`\`${workspace}\` is no name of a workspace (--workspace or BELLWETHER_WORKSPACE): ${read.error.issues[0]?.message}.`);
  requireWorkspace(directory, workspace);
  return workspace;
}
