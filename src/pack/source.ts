import { LineCounter } from "yaml";
import type { Place } from "./problem.ts";

/** A file of a pack: its path as the user knows it, and its whole text. */
export interface PackFile {
  readonly path: string;
  readonly text: string;
}

/** Turns offsets of one file into places. */
export class Source {
  readonly file: PackFile;
  readonly lines = new LineCounter();

  constructor(file: PackFile) {
    this.file = file;
  }

  place(start: number, end: number): Place {
    const { line, col } = this.lines.linePos(start);
    // Before anything was read there are no lines yet; that is the start of the file.
    return { file: this.file.path, line: Math.max(line, 1), column: Math.max(col, 1), text: firstLine(this.file.text.slice(start, end)) };
  }

  start(): Place {
    return { file: this.file.path, line: 1, column: 1, text: "" };
  }
}

const longestText = 80;

function firstLine(text: string): string {
  const end = text.search(/[\r\n]/);
  return (end < 0 ? text : text.slice(0, end)).slice(0, longestText).trimEnd();
}
