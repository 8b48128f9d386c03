const plain = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/;
const grouped = { ".": /^[+-]?\d{1,3}(,\d{3})*(\.\d+)?$/, ",": /^[+-]?\d{1,3}([. ]\d{3})*(,\d+)?$/ } as const;

/**
 * Reads a number, NaN when the text isn't one. Without a declared decimal sign only plain numbers are read, because
 * `1,234` is a thousand and more to some and little more than one to others.
 */
export function parseNumber(text: string, decimal: "." | "," | undefined): number {
  const trimmed = text.trim();
  if (decimal !== undefined && grouped[decimal].test(trimmed)) {
    return decimal === "." ? Number(trimmed.replaceAll(",", "")) : Number(trimmed.replaceAll(/[. ]/g, "").replace(",", "."));
  }
  if (decimal === ",") return plain.test(trimmed.replace(",", ".")) && !trimmed.includes(".") ? Number(trimmed.replace(",", ".")) : Number.NaN;
  return plain.test(trimmed) ? finite(Number(trimmed)) : Number.NaN;
}

const finite = (value: number): number => (Number.isFinite(value) ? value : Number.NaN);

/** Why a text is no number, and what would make it one. */
export function numberReason(text: string): string {
  if (/^[+-]?(nan|inf(inity)?)$/i.test(text.trim())) return "is not a finite number; if it means no value, list it under `missing`";
  if (/^[+-]?[\d., ]+$/.test(text.trim()) && text.includes(",")) return "has a comma; say `decimal: \",\"` or `decimal: \".\"`";
  return "is not a number";
}
