import type { AppliedPack, VersionStore } from "../../engine/versions.ts";

/** Applied packs in an array. */
export class MemoryVersionStore implements VersionStore {
  #applied: readonly AppliedPack[] = [];

  latest(workspace: string): Promise<AppliedPack | undefined> {
    return Promise.resolve(this.#applied.filter((one) => one.workspace === workspace).toSorted((left, right) => right.number - left.number)[0]);
  }

  find(workspace: string, number: number): Promise<AppliedPack | undefined> {
    return Promise.resolve(this.#applied.find((one) => one.workspace === workspace && one.number === number));
  }

  add(applied: AppliedPack): Promise<"added" | "number_taken"> {
    const isTaken = this.#applied.some(({ workspace, number }) => workspace === applied.workspace && number === applied.number);
    if (!isTaken) this.#applied = [...this.#applied, applied];
    return Promise.resolve(isTaken ? "number_taken" : "added");
  }
}
