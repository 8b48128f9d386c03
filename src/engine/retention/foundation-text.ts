import type { BandMemory } from "../../scores/bands.ts";
import type { Remembered } from "../../scores/explain.ts";

type Written = readonly [BandMemory["band"], number];
const written = ({ band, since }: BandMemory): Written => [band, since];
const memory = ([band, since]: Written): BandMemory => ({ band, since });

/** What bands remember, as text to be stored. */
export function rememberedText({ overall, categories }: Remembered): string {
  return JSON.stringify({ ...(overall && { overall: written(overall) }), categories: Object.fromEntries([...(categories ?? [])].filter(([, own]) => own !== undefined).map(([id, own]) => [id, written(own)])) });
}

export function rememberedFrom(text: string): Remembered {
  const { overall, categories } = JSON.parse(text) as { readonly overall?: Written; readonly categories: Readonly<Record<string, Written>> };
  return { ...(overall && { overall: memory(overall) }), categories: new Map(Object.entries(categories).map(([id, own]) => [id, memory(own)])) };
}
