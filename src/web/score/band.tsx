import type { ReactNode } from "react";
import type { Band } from "../../scores/bands.ts";
import { bandLook } from "../words/band.ts";
import styles from "./band.module.css";

/** The shape alone, where the word stands beside it. */
export function BandMark({ band, size = 12 }: { readonly band: Band; readonly size?: number }): ReactNode {
  return (
    <svg className={styles.mark} data-band={band} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path d={bandLook[band].shape} fillRule="evenodd" />
    </svg>
  );
}

/** Shape and word on the band's colour. */
export function BandChip({ band, large = false }: { readonly band: Band; readonly large?: boolean }): ReactNode {
  return (
    <span className={styles.chip} data-band={band} data-large={large || undefined}>
      <BandMark band={band} size={large ? 13 : 11} />
      {bandLook[band].word}
    </span>
  );
}
