import { readFileSync } from "node:fs";

/** A fenced block of a page of documentation. */
export interface DocBlock {
  /** The word after the fence; empty when there is none. */
  readonly language: string;
  readonly text: string;
  /** `docs/guide/metrics.md:12`: the page and the line of the fence, to name a block in a failing test. */
  readonly place: string;
  /** The line, from 1, on which its text begins. */
  readonly line: number;
  /** The nearest heading above it, without its signs; empty when there is none. */
  readonly heading: string;
}

interface Open {
  readonly fence: string;
  readonly indent: number;
  readonly language: string;
  readonly line: number;
}

/** The fenced blocks of a page, in order. */
export function docBlocks(path: string): DocBlock[] {
  return blocksOf(readFileSync(path, "utf8"), path);
}

/** The fenced blocks of a text. Throws when one is never closed, because then the rest of the page is code. */
export function blocksOf(page: string, path: string): DocBlock[] {
  const blocks: DocBlock[] = [];
  let open: Open | undefined;
  let heading = "";
  let body: string[] = [];
  for (const [index, text] of page.split(/\r?\n/).entries()) {
    if (open === undefined) {
      heading = /^#+\s+(.*)$/.exec(text)?.[1] ?? heading;
      open = opened(text, index + 1);
      body = [];
    } else if (closes(text, open)) {
      blocks.push({ language: open.language, text: body.join("\n"), place: `${path}:${open.line}`, line: open.line + 1, heading });
      open = undefined;
    } else {
      body.push(withoutIndent(text, open.indent));
    }
  }
  if (open !== undefined) throw new Error(`${path}:${open.line}: this block is never closed; end it with ${open.fence}`);
  return blocks;
}

/** A fence is three or more backticks or tildes; it ends with at least as many of the same, so that blocks can show blocks. */
function opened(text: string, line: number): Open | undefined {
  const [, indent = "", fence, language = ""] = /^(\s*)(`{3,}|~{3,})\s*([^\s`]*)[^`]*$/.exec(text) ?? [];
  return fence === undefined ? undefined : { fence, indent: indent.length, language, line };
}

function closes(text: string, { fence }: Open): boolean {
  const trimmed = text.trim();
  return trimmed.length >= fence.length && trimmed === fence.charAt(0).repeat(trimmed.length);
}

/** A block inside of a list is indented as a whole. */
function withoutIndent(text: string, indent: number): string {
  return text.slice(0, indent).trim() === "" ? text.slice(indent) : text;
}
