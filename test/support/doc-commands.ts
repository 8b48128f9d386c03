import { readdirSync } from "node:fs";
import { type DocBlock, docBlocks } from "./doc-blocks.ts";

/** README and the guides: pages whose commands people copy. */
export const pages: readonly string[] = ["README.md", "CONTRIBUTING.md", ...readdirSync("docs/guide").filter((name) => name.endsWith(".md")).map((name) => `docs/guide/${name}`)];

export interface DocCommand {
  /** `docs/guide/first-hour.md:12 bellwether score`: to name it in a failing test. */
  readonly place: string;
  readonly program: string;
  readonly args: readonly string[];
}

/** The command lines of a page's `sh` blocks, in order. */
export function docCommands(page: string): DocCommand[] {
  return docBlocks(page).filter(({ language }) => language === "sh").flatMap(commandsOf);
}

function commandsOf({ text, place }: DocBlock): DocCommand[] {
  return text.split("\n").flatMap((line) => line.split("&&")).flatMap((line) => {
    const [program, ...args] = wordsOf(line);
    return program === undefined ? [] : [{ place: `${place} ${line.trim()}`, program, args }];
  });
}

/** The words of a simple command line: blanks separate, double quotes hold together, `#` begins a remark. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const [word, quoted] of line.matchAll(/"([^"]*)"|[^\s"]+/g)) {
    if (quoted === undefined && word.startsWith("#")) break;
    words.push(quoted ?? word);
  }
  return words;
}
