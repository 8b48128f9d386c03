import { type ReactNode, useEffect, useState } from "react";
import { useWriter } from "../words/reading.tsx";
import { numberAt, numberIn } from "./draft.ts";
import styles from "./model.module.css";
import { useModel } from "./model-view.ts";

interface Props {
  readonly path: string;
  /** What it is, for those who hear the page. */
  readonly label: string;
  /** As it is written; null where it isn't. */
  readonly original: number | null;
  /** What counts where nothing is written. */
  readonly otherwise?: number;
  readonly unit?: string;
}

/** A number of the definition, which says what it was when it is another one. */
export function NumberField({ path, label, original, otherwise, unit }: Props): ReactNode {
  const { draft, mayEdit, edit } = useModel();
  const write = useWriter();
  const value = numberAt(draft, path, original);
  const isChanged = draft.has(path);
  if (!mayEdit) return <span className={styles.value} data-usual={value === null || undefined}>{value === null ? (otherwise ?? "–") : `${value}${unit ?? ""}`}</span>;
  return (
    <span className={styles.field} data-changed={isChanged || undefined}>
      <NumberInput label={label} value={value} {...(otherwise !== undefined && { placeholder: String(otherwise) })} take={(next) => edit(path, { value: next, original })} />
      {unit !== undefined && <span className={styles.unit}>{unit}</span>}
      {isChanged && (
        <button type="button" className={styles.was} onClick={() => edit(path, { value: null, original })} title="Back to what it was">
          was {original === null ? "not set" : new Intl.NumberFormat(write.locale, { maximumFractionDigits: 6 }).format(original)}
        </button>
      )}
    </span>
  );
}

/** Keeps what is being typed until it is a number. */
export function NumberInput({ label, value, placeholder, take }: { readonly label: string; readonly value: number | null; readonly placeholder?: string; readonly take: (value: number) => void }): ReactNode {
  const [text, setText] = useState(value === null ? "" : String(value));
  useEffect(() => setText((now) => (numberIn(now) === (value ?? undefined) ? now : value === null ? "" : String(value))), [value]);
  return (
    <input
      className={styles.input}
      type="text"
      inputMode="decimal"
      aria-label={label}
      aria-invalid={text !== "" && numberIn(text) === undefined ? true : undefined}
      placeholder={placeholder}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        const next = numberIn(event.currentTarget.value.replace(",", "."));
        if (next !== undefined) take(next);
      }}
      onBlur={() => setText(value === null ? "" : String(value))}
    />
  );
}
