import { painter } from "./format.ts";
import type { Terminal } from "./wire.ts";

/** What moves the cursor, clears, hides or turns text around; line ends and tabs are none of it. */
const controls = /(?![\n\t])[\p{Cc}\u2028-\u202E\u2066-\u2069]/gu;

/** What follows an escape in the colours of `painter`, and in nothing else. */
const colour = /^\[(?:1|22|3[1-9]|90)m/;

/**
 * The text with every control character that came with the data written out, as in `\u001b`: nobody's name for an
 * account gives orders to a terminal. A JSON document means the same afterwards.
 */
export function harmless(text: string, colours: boolean): string {
  return text.replaceAll(controls, (letter, at: number) => {
    if (colours && letter === "\u001B" && colour.test(text.slice(at + 1, at + 5))) return letter;
    return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly exit: (code: number) => void;
}

/** A terminal over streams of text, with colours where they are wanted. */
export function terminalOver({ out, err, exit }: Streams, colours: boolean): Terminal {
  return {
    out: (text) => out(harmless(text, colours)),
    err: (text) => err(harmless(text, colours)),
    paint: painter(colours),
    exit,
  };
}
