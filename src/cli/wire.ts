import type { DataFacts } from "../pack/data-facts.ts";
import type { Paint } from "./format.ts";

/** What every command needs from outside. `main.ts` makes it from the process; tests from arrays. */
export interface Terminal {
  /** Results, one call for each block of lines; without the last line end. */
  readonly out: (text: string) => void;
  /** What went wrong, for people. */
  readonly err: (text: string) => void;
  /** With a colour only where `out` is a terminal and NO_COLOR isn't set. */
  readonly paint: Paint;
  /** Sets the exit code of the process; the command then returns. */
  readonly exit: (code: number) => void;
}

export interface CheckWire {
  readonly terminal: Terminal;
  /** Facts about the imported data; undefined when nothing was imported. */
  readonly dataFacts: () => Promise<DataFacts | undefined>;
}

export interface InitWire {
  readonly terminal: Terminal;
  /** The machine's time zone, as a first guess. */
  readonly timezone: string;
  /** A commented mapping for those who have no files yet. */
  readonly exampleMapping: () => string;
  /** Looks through a folder of exports and proposes how to import them. */
  readonly guessMapping: (folder: string) => Promise<MappingGuess>;
}

export interface MappingGuess {
  /** The mapping as commented YAML. */
  readonly mapping: string;
  /** What the files hold, read through that mapping, perhaps from a sample. */
  readonly facts: DataFacts;
  /** What could not be told from the files and has to be settled by hand. */
  readonly questions: readonly string[];
}
