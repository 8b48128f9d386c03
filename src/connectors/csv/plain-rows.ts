import type { Dialect, RowBatch } from "./raw-table.ts";

/**
 * Rows of UTF-8 text that holds no quote at all: every line break ends a row and every delimiter a cell, so there is
 * nothing to parse. Several times as fast as a parser, and most exports of events are such files.
 */
export async function* plainRows(text: AsyncIterable<Buffer>, dialect: Dialect): AsyncGenerator<RowBatch> {
  const decoder = new TextDecoder();
  let rest = "";
  let line = 1;
  for await (const chunk of text) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(dialect.lineBreak);
    rest = lines.pop() ?? "";
    yield* batchOf(lines, { dialect, line });
    line += lines.length;
  }
  yield* batchOf([rest + decoder.decode()], { dialect, line });
}

function* batchOf(texts: readonly string[], from: { readonly dialect: Dialect; readonly line: number }): Generator<RowBatch> {
  const rows: string[][] = [];
  const lines: number[] = [];
  texts.forEach((text, index) => {
    const row = text.endsWith("\r") ? text.slice(0, -1) : text;
    if (row === "") return;
    rows.push(row.split(from.dialect.delimiter));
    lines.push(from.line + index);
  });
  if (rows.length > 0) yield { rows, lines };
}
