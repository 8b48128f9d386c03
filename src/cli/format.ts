import { styleText } from "node:util";
import type { Band } from "../scores/bands.ts";

export { cutText } from "../lib/words.ts";

/** Styles a text where the output is a terminal that shows colours; shape and word carry the meaning everywhere. */
export type Style = "red" | "yellow" | "green" | "blue" | "gray" | "bold";
export type Paint = (style: Style, text: string) => string;

export const painter = (colours: boolean): Paint => (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text);

const bandLook: Readonly<Record<Band, { readonly mark: string; readonly colour: Style }>> = {
  red: { mark: "■", colour: "red" },
  yellow: { mark: "▲", colour: "yellow" },
  green: { mark: "●", colour: "green" },
  unknown: { mark: "○", colour: "gray" },
};

export function bandText(band: Band, paint: Paint): string {
  const { mark, colour } = bandLook[band];
  return paint(colour, `${mark} ${band}`);
}

/** Without decimals in tables; a score that can't be told is a dash. */
export const scoreText = (score: number | null, digits = 0): string => (score === null ? "–" : score.toFixed(digits));

/** Points that are missing: 0.04 points are not none. */
export const missingPointsText = (points: number): string => (points === 0 ? points : Math.max(0.1, points)).toFixed(1);

export function moneyText(amount: number | null, currency: string): string {
  if (amount === null || Number.isNaN(amount)) return "–";
  return new Intl.NumberFormat("en", { style: "currency", currency, maximumFractionDigits: 0 }).format(amount);
}

export { countedText } from "../lib/number-text.ts";

const levels = "▁▂▃▄▅▆▇█";

/** A line of bars for scores from 0 to 100; a dot where there is none. */
export function sparkline(scores: readonly (number | null)[]): string {
  return scores.map((score) => (score === null ? "·" : (levels[Math.min(7, Math.floor(score / 12.5))] as string))).join("");
}
