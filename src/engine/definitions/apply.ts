import type { PackFile } from "../../pack/source.ts";
import type { Instant } from "../../lib/zone.ts";
import type { AppliedPack, VersionEntry, VersionSource, VersionStore } from "../versions.ts";

export interface ApplyRequest {
  readonly workspace: string;
  readonly files: readonly PackFile[];
  /** Of what they mean. */
  readonly version: string;
  readonly author: string;
  readonly message: string;
  readonly at: Instant;
  readonly source: VersionSource;
  readonly rewritesHistory: boolean;
}

export type Applied =
  | { readonly outcome: "applied"; readonly applied: AppliedPack; readonly meansTheSame: boolean }
  /** The files in use are the same, letter for letter; nothing was kept. */
  | { readonly outcome: "same_files"; readonly applied: AppliedPack; readonly meansTheSame: true }
  /** Somebody else applied one at this moment. */
  | { readonly outcome: "number_taken" };

/** Keeps a pack as the version in use. */
export async function applyPack(versions: VersionStore, { at, ...request }: ApplyRequest): Promise<Applied> {
  const latest = await versions.latest(request.workspace);
  if (latest && sameFiles(latest.files, request.files)) return { outcome: "same_files", applied: latest, meansTheSame: true };
  const applied: AppliedPack = { ...request, number: (latest?.number ?? 0) + 1, appliedAt: at };
  if ((await versions.add(applied)) === "number_taken") return { outcome: "number_taken" };
  return { outcome: "applied", applied, meansTheSame: latest?.version === request.version };
}

export const sameFiles = (one: readonly PackFile[], other: readonly PackFile[]): boolean => JSON.stringify(one.map(plain)) === JSON.stringify(other.map(plain));

const plain = ({ path, text }: PackFile): readonly string[] => [path, text];

export const entryOf = ({ files: _files, ...entry }: AppliedPack): VersionEntry => entry;
