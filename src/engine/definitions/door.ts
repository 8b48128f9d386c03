import type { Client } from "../../contract/client.ts";
import { ApiProblem, type ClientSettings } from "../../contract/client.ts";
import { askAccess } from "../../contract/access-client.ts";
import type { AccessAnswer, AccessQuestion } from "../../contract/access-routes.ts";
import type { Answer } from "../../contract/routes.ts";
import type { PackFile } from "../../pack/source.ts";
import type { Instant } from "../../lib/zone.ts";
import type { VersionEntry, VersionStore } from "../versions.ts";
import { type ApplyRequest, applyPack, entryOf } from "./apply.ts";

/** A version with its files; `about` is null for a definition that runs without ever having been applied. */
export interface FoundVersion {
  readonly about: Omit<VersionEntry, "workspace"> | null;
  readonly files: readonly PackFile[];
}

export interface ApplyWish extends Pick<ApplyRequest, "files" | "version" | "message" | "rewritesHistory"> {
  /** Absent where the other side knows who asks. */
  readonly author?: string;
}

export type AppliedAnswer = { readonly outcome: "applied" | "same_files"; readonly about: Omit<VersionEntry, "workspace">; readonly meansTheSame: boolean } | { readonly outcome: "number_taken" };

/** The versions of a workspace, wherever they are: in a database, or behind a process that serves. */
export interface VersionDoor {
  /** The latest first. */
  list(): Promise<readonly Omit<VersionEntry, "workspace">[]>;
  /** The one in use, or the one with a number; undefined where there is none. */
  find(number?: number): Promise<FoundVersion | undefined>;
  apply(wish: ApplyWish): Promise<AppliedAnswer>;
}

/** A process that serves also says what a draft would do, because it has the data. */
export interface ServedVersionDoor extends VersionDoor {
  preview(draft: AccessQuestion<"previewVersion">): Promise<AccessAnswer<"previewVersion">>;
}

export function openVersions(versions: VersionStore, { workspace, clock }: { readonly workspace: string; readonly clock: () => Instant }): VersionDoor {
  return {
    list: () => versions.list(workspace),
    async find(number) {
      const found = await (number === undefined ? versions.latest(workspace) : versions.find(workspace, number));
      return found && { about: entryOf(found), files: found.files };
    },
    async apply({ author = "", ...wish }) {
      const done = await applyPack(versions, { ...wish, workspace, author, at: clock(), source: "folder" });
      return done.outcome === "number_taken" ? done : { outcome: done.outcome, about: entryOf(done.applied), meansTheSame: done.meansTheSame };
    },
  };
}

type Presented = NonNullable<Answer<"getVersion">["about"]>;

const entryIn = ({ appliedAt, ...entry }: Presented): Omit<VersionEntry, "workspace"> => ({ ...entry, appliedAt: Date.parse(appliedAt) });

/** Through a process that serves, here or elsewhere. */
export function versionsThrough(settings: ClientSettings, client: Client): ServedVersionDoor {
  return {
    list: async () => (await client.listVersions({})).versions.map(entryIn),
    async find(number) {
      const found = await client.getVersion({ version: number ?? "running" }).catch(unlessMissing);
      return found && { about: found.about && entryIn(found.about), files: found.files };
    },
    async apply({ files, message, rewritesHistory, author }) {
      const { outcome, version, meansTheSame } = await askAccess(settings, "publishVersion", { body: { files: files.map(({ path, text }) => ({ path, text })), message, rewriteHistory: rewritesHistory, ...(author !== undefined && { author }) } });
      return { outcome, about: entryIn(version), meansTheSame };
    },
    preview: (draft) => askAccess(settings, "previewVersion", { body: draft }),
  };
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof ApiProblem && error.problem.code === "not_found") return undefined;
  throw error;
}
