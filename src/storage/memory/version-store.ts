import type { AppliedPack, VersionEntry, VersionStore } from "../../engine/versions.ts";

/** Applied packs in an array. */
export class MemoryVersionStore implements VersionStore {
  #applied: readonly AppliedPack[] = [];

  latest(workspace: string): Promise<AppliedPack | undefined> {
    return Promise.resolve(this.#latestFirst(workspace)[0]);
  }

  list(workspace: string): Promise<readonly VersionEntry[]> {
    return Promise.resolve(this.#latestFirst(workspace).map(({ files: _files, ...entry }) => entry));
  }

  find(workspace: string, number: number): Promise<AppliedPack | undefined> {
    return Promise.resolve(this.#applied.find((one) => one.workspace === workspace && one.number === number));
  }

  add(applied: AppliedPack): Promise<"added" | "number_taken"> {
    const isTaken = this.#applied.some(({ workspace, number }) => workspace === applied.workspace && number === applied.number);
    if (!isTaken) this.#applied = [...this.#applied, applied];
    return Promise.resolve(isTaken ? "number_taken" : "added");
  }

  #latestFirst(workspace: string): AppliedPack[] {
    return this.#applied.filter((one) => one.workspace === workspace).toSorted((left, right) => right.number - left.number);
  }
}
