const written = /^([+−-]?)(\d[\d,]*)(?:\.(\d+))?(?=\s|$)(.*)$/su;

/**
 * Measured values as the server writes them, `7.66 MB per seat`, in the reader's own figures: it writes numbers as in
 * English with the unit behind, because that goes to terminals and files too. What doesn't begin with a number stays.
 */
export function measuredWriter(locale: string): (text: string) => string {
  const formats = new Map<string, Intl.NumberFormat>();
  const formatOf = (digits: number, useGrouping: boolean, isPercent: boolean): Intl.NumberFormat => {
    const key = `${digits} ${useGrouping} ${isPercent}`;
    const format = formats.get(key) ?? new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping, ...(isPercent && { style: "percent" }) });
    formats.set(key, format);
    return format;
  };
  return (text) => {
    const [, sign = "", whole, fraction = "", unit = ""] = written.exec(text) ?? [];
    if (whole === undefined) return text;
    const isPercent = unit === " %";
    const value = Number(`${whole.replaceAll(",", "")}.${fraction || "0"}`);
    return `${sign}${formatOf(fraction.length, whole.includes(","), isPercent).format(isPercent ? value / 100 : value)}${isPercent ? "" : unit}`;
  };
}
