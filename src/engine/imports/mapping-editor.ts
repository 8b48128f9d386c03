import type { InputProblem } from "../import-source.ts";

/** How a file looks when it is opened. */
export interface FileLook {
  readonly file: string;
  readonly header: readonly string[];
  /** The first rows, each with a cell for each column. */
  readonly rows: readonly (readonly string[])[];
  /** About how many rows there are. */
  readonly expectedRows: number;
  readonly notes: readonly string[];
  /** Why it can't be read. */
  readonly problem?: InputProblem;
}

export interface MappedField {
  readonly field: string;
  /** What the mapping says of it, in its own words; undefined when nothing. */
  readonly written?: string;
  /** The column that it simply is, where it is one. */
  readonly column?: string;
  readonly isNeeded: boolean;
}

/** What a mapping makes of a file. */
export interface MappedFile {
  readonly file: string;
  /** What its rows are; a file can hold several kinds, of which the first is shown with its fields. */
  readonly kinds: readonly string[];
  readonly fields: readonly MappedField[];
  /** Columns that are kept as traits or properties, with what they hold. */
  readonly kept: readonly string[];
  readonly dates?: string;
  readonly encoding?: string;
  /** Other files look something up in it. */
  readonly isLookedUp: boolean;
}

export interface MappingView {
  readonly source: string;
  readonly timezone: string;
  readonly currency?: string;
  readonly files: readonly MappedFile[];
}

/** One thing that is to be another in a mapping. */
export type MappingEdit =
  | { readonly set: "source" | "timezone" | "currency"; readonly value: string }
  /** What the rows of a file are; null leaves it out. */
  | { readonly set: "kind"; readonly file: string; readonly value: string | null }
  /** Which column a field of the file's first kind is; null when none. */
  | { readonly set: "field"; readonly file: string; readonly field: string; readonly value: string | null }
  /** How the file is written; null recognises it. */
  | { readonly set: "dates" | "encoding"; readonly file: string; readonly value: string | null };

/** Shows and changes a mapping for people who don't write YAML; what they wrote themselves stays as it is. */
export interface MappingEditor {
  /** Everything that the rows of a file can be. */
  readonly kinds: readonly string[];
  look(path: { readonly folder: string; readonly file: string; readonly encoding?: string | undefined }): Promise<FileLook>;
  /** Undefined when the text is no mapping at all. */
  view(text: string, files: readonly string[]): MappingView | undefined;
  /** The mapping with what a guess says of a file that it says nothing about. */
  adopt(text: string, guessed: string, file: string): string;
  edit(text: string, at: { readonly folder: string; readonly edits: readonly MappingEdit[] }): Promise<string>;
}
