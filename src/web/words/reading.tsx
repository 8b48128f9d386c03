import { type ReactNode, createContext, use, useMemo } from "react";
import { usableLocale } from "./locale.ts";
import { type Writer, writerFor } from "./writer.ts";

const Writing = createContext<Writer | undefined>(undefined);

/** Who reads is what the browser says; days are those of the health definition's zone. */
export function Reading({ zone, children }: { readonly zone: string; readonly children: ReactNode }): ReactNode {
  const writer = useMemo(() => writerFor({ locale: usableLocale(navigator.languages), zone: Intl.DateTimeFormat().resolvedOptions().timeZone }, { zone }), [zone]);
  return <Writing value={writer}>{children}</Writing>;
}

export function useWriter(): Writer {
  const writer = use(Writing);
  if (!writer) throw new Error("Values are written inside of <Reading>.");
  return writer;
}
