import type { Band } from "../../scores/bands.ts";

/** From what needs somebody to what doesn't. */
export const bandOrder: readonly Band[] = ["red", "yellow", "green", "unknown"];

/** Each band has a word and a shape of its own, so that colour is never the only carrier. */
export const bandLook: Readonly<Record<Band, { readonly word: string; readonly shape: string; readonly meaning: string }>> = {
  red: { word: "Red", shape: "M8 1.6 14.4 8 8 14.400 1.600 8z", meaning: "at risk" },
  yellow: { word: "Yellow", shape: "M8 2.200 14.600 13.600H1.400z", meaning: "needs attention" },
  green: { word: "Green", shape: "M8 2.200a5.800 5.800 0 1 1 0 11.600a5.800 5.800 0 1 1 0-11.600z", meaning: "healthy" },
  unknown: { word: "Unknown", shape: "M8 2.200a5.800 5.800 0 1 1 0 11.600a5.800 5.800 0 1 1 0-11.600zm0 2a3.800 3.800 0 1 0 0 7.600a3.800 3.800 0 1 0 0-7.600z", meaning: "too little is known" },
};
