/** What can be read as a table. */
const tables = /\.(csv|tsv|txt|xlsx)(\.gz)?$/i;
const longestBytes = 150;

/**
 * The name under which an uploaded file is kept: one part of a path, without anything that a file system, a terminal or
 * a mapping takes for more than a letter. Undefined where what was sent is no name of a table.
 */
export function uploadName(sent: string): string | undefined {
  const last = sent.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const name = last.replaceAll(/[^\p{L}\p{M}\p{N} ._()-]/gu, "_").replace(/^[ .]+/, "").trim();
  return tables.test(name) ? shortened(name) : undefined;
}

/** File systems count bytes, and the ending has to stay. */
function shortened(name: string): string {
  const [ending = ""] = tables.exec(name) ?? [];
  let stem = name.slice(0, name.length - ending.length);
  while (Buffer.byteLength(stem + ending) > longestBytes) stem = Array.from(stem).slice(0, -1).join("");
  return stem + ending;
}
