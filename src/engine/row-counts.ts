/** What became of the rows of a file. Always read = stored + duplicate + rejected. */
export interface RowCounts {
  readonly file: string;
  readonly read: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly rejected: number;
  /** Left aside by the mapping's own `when`, and therefore not read. */
  readonly skipped: number;
}

type Fate = "stored" | "duplicate" | "rejected";

/** Counts rows by what became of them, and checks that none is lost. */
export class RowCounter {
  readonly #files = new Map<string, { file: string; read: number; stored: number; duplicate: number; rejected: number; skipped: number }>();

  /** A row was read; what becomes of it is told later by {@link became}. */
  read(file: string): void {
    this.#of(file).read += 1;
  }

  became(file: string, fate: Fate): void {
    this.#of(file)[fate] += 1;
  }

  rejected(file: string): void {
    this.read(file);
    this.became(file, "rejected");
  }

  skipped(file: string, rows: number): void {
    this.#of(file).skipped += rows;
  }

  /** The counts, once every row's fate is known; throws when they don't add up, because then rows were lost. */
  balanced(): { readonly files: readonly RowCounts[]; readonly total: RowCounts } {
    const files = [...this.#files.values()];
    const sum = (key: "read" | "skipped" | Fate): number => files.reduce((total, counts) => total + counts[key], 0);
    const total = { file: "total", read: sum("read"), stored: sum("stored"), duplicate: sum("duplicate"), rejected: sum("rejected"), skipped: sum("skipped") };
    for (const counts of [...files, total]) {
      if (counts.read !== counts.stored + counts.duplicate + counts.rejected) throw new Error(`rows were lost: ${JSON.stringify(counts)}`);
    }
    return { files, total };
  }

  #of(file: string) {
    const known = this.#files.get(file) ?? { file, read: 0, stored: 0, duplicate: 0, rejected: 0, skipped: 0 };
    this.#files.set(file, known);
    return known;
  }
}
