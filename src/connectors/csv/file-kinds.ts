/** Files that are no text at all, by their first bytes, and what to do with each. */
const signatures: readonly (readonly [bytes: string, what: string])[] = [
  ["504b0304", "is a zip archive: unpack it first (an Excel workbook has to be called .xlsx)"],
  ["d0cf11e0a1b11ae1", "is an old Excel workbook: save it as .xlsx or CSV"],
  ["25504446", "is a PDF, not a table"],
  ["50415231", "is a Parquet file: export it as CSV"],
  ["53514c69746520666f726d6174", "is an SQLite database: export its tables as CSV"],
  ["28b52ffd", "is packed with zstd: unpack it, or pack it with gzip"],
  ["425a68", "is packed with bzip2: unpack it, or pack it with gzip"],
  ["fd377a585a", "is packed with xz: unpack it, or pack it with gzip"],
  ["89504e47", "is a picture, not a table"],
];

/** What a file is when it isn't text; undefined when it may be. UTF-16 has to be ruled out before. */
export function binaryKind(head: Buffer): string | undefined {
  const start = head.subarray(0, 16).toString("hex");
  const known = signatures.find(([bytes]) => start.startsWith(bytes));
  if (known) return known[1];
  const sample = head.subarray(0, 4096);
  const controls = sample.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length;
  return controls > sample.length / 20 ? "is not text, so it can't be CSV" : undefined;
}

export function isWorkbook(path: string): boolean {
  return path.toLowerCase().endsWith(".xlsx");
}
