/** With its sign, and a true minus. */
export function changeText(points: number | undefined, digits = 0): string {
  if (points === undefined) return "–";
  const rounded = points.toFixed(digits);
  if (Number(rounded) === 0) return (0).toFixed(digits);
  return points > 0 ? `+${rounded}` : `−${rounded.slice(1)}`;
}

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0, useGrouping: false });
const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

/** As few digits as tell values apart, and whole numbers whole. */
export function valueText(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return (Math.abs(value) >= 10_000 ? grouped : whole).format(value);
  return precise.format(value);
}

/** A share of 1 in percent; two figures, so that 0.4 % is not 0 %. */
export const percentText = (share: number): string => `${Math.abs(share) >= 0.01 || share === 0 ? Math.round(share * 100) : Number((share * 100).toPrecision(1))} %`;

/** With the right noun and separators: `1 account`, `1,191 accounts`. */
export const countedText = (count: number, one: string, many: string): string => `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
