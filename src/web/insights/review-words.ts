import type { PrintedResult } from "../../contract/insight-results.ts";
import type { Writer } from "../words/writer.ts";
import { intervalText, twoDigits } from "./words.ts";

export type Reviewed = Extract<PrintedResult<"review">, { readonly kind: "reviewed" }>;

/** With its sign, such as `+2.4 %`. */
export const growthText = (growth: number | null, write: Pick<Writer, "change">): string => (growth === null ? "–" : `${write.change(growth * 100, 1)} %`);

/** Whether months with higher scores had what one hopes for. */
export function togetherText({ verdict, correlation }: Reviewed["withLosses"], what: string): string {
  const figures = `rank correlation ${intervalText(correlation, twoDigits)}, ${correlation.n} months`;
  switch (verdict) {
    case "together":
      return `When scores were higher, ${what} (${figures}).`;
    case "opposite":
      return `When scores were higher, the opposite of "${what}" held (${figures}).`;
    case "not_surely":
      return `Whether ${what} when scores were higher can't be told (${figures}).`;
    case "too_few":
      return `Too few whole months (${correlation.n}) to tell whether ${what} when scores were higher.`;
  }
}

/** People's pulses against the score without them. */
export function peopleText({ verdict, people, model, difference }: NonNullable<Reviewed["judgement"]>): string {
  const figures = `${intervalText(people, twoDigits)} against ${intervalText(model, twoDigits)}, difference ${intervalText(difference, twoDigits)}`;
  switch (verdict) {
    case "people":
      return `Where both had judged, people knew better than the score (${figures}).`;
    case "model":
      return `Where both had judged, the score knew better than people (${figures}).`;
    case "neither_surely":
      return `Where both had judged, neither people nor the score surely knew better (${figures}).`;
    case "not_enough":
      return "People and the score judged too few of the same decisions to compare them.";
  }
}
