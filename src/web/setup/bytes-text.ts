/** `1.2 MB`; bytes are written in the same way everywhere. */
export function bytesText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"] as const;
  const place = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** place;
  return `${place === 0 || value >= 100 ? Math.round(value) : Number(value.toFixed(1))} ${units[place]}`;
}
