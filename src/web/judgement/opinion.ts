import type { RecordWish } from "../../contract/record-routes.ts";

/** How somebody wants a score to be another one. */
export const opinions = {
  percent: { name: "Take off percent", unit: "%", standard: "20", needsAmount: true },
  points: { name: "Take off points", unit: "points", standard: "10", needsAmount: true },
  cap: { name: "At most", unit: "points", standard: "60", needsAmount: true },
  raise: { name: "Add points", unit: "points", standard: "5", needsAmount: true },
  red: { name: "Set to red", unit: "", standard: "", needsAmount: false },
  yellow: { name: "Set to yellow", unit: "", standard: "", needsAmount: false },
  green: { name: "Set to green", unit: "", standard: "", needsAmount: false },
} as const;
export type Opinion = keyof typeof opinions;

export interface OpinionDraft {
  readonly opinion: Opinion;
  readonly amount: string;
  readonly reason: string;
  readonly days: number;
}

export type OpinionWish = { readonly name: "recordAdjustment"; readonly body: RecordWish<"recordAdjustment"> } | { readonly name: "recordOverride"; readonly body: RecordWish<"recordOverride"> };

/** What is sent for it; undefined while the amount is no number. */
export function opinionWish({ opinion, amount, reason, days }: OpinionDraft, now: number): OpinionWish | undefined {
  const common = { reason: reason.trim(), expires: new Date(now + days * 86_400_000).toISOString() };
  if (opinion === "red" || opinion === "yellow" || opinion === "green") return { name: "recordOverride", body: { ...common, band: opinion } };
  const value = typedNumber(amount);
  if (value === undefined || value < 0) return undefined;
  switch (opinion) {
    case "percent":
      return { name: "recordAdjustment", body: { ...common, operation: "multiply", amount: Math.round((100 - value) * 100) / 10_000 } };
    case "points":
      return { name: "recordAdjustment", body: { ...common, operation: "add", amount: -value } };
    case "raise":
      return { name: "recordAdjustment", body: { ...common, operation: "add", amount: value } };
    case "cap":
      return { name: "recordAdjustment", body: { ...common, operation: "cap", amount: value } };
  }
}

/** A number as people type it, with a point or a comma; undefined for anything else. */
export function typedNumber(text: string): number | undefined {
  const plain = text.trim().replaceAll(/[\s\u00a0\u202f]/g, "").replace("−", "-").replace(",", ".");
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return undefined;
  return Number(plain);
}
