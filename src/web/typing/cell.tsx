import { type FocusEvent, type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import type { DueItem } from "../../contract/judgement.ts";
import { refusalText } from "../api/problem-words.ts";
import { sendRecord, useRecordedSoon } from "../api/record.ts";
import { BandMark } from "../score/band.tsx";
import { bandLook } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import { type GridColumn, type GridPlace, type GridRow, type Typed, moveBy, typedInto } from "./grid.ts";
import styles from "./typing.module.css";

interface Props {
  readonly row: GridRow;
  readonly column: GridColumn;
  readonly item: DueItem | undefined;
  readonly place: GridPlace;
  readonly size: { readonly rows: number; readonly columns: number };
  readonly isFirst: boolean;
  readonly go: (to: GridPlace) => void;
  readonly enter: (at: GridPlace) => void;
}

type Saving = { readonly kind: "idle" } | { readonly kind: "saving" | "saved"; readonly typed: Typed; readonly key: string } | { readonly kind: "wrong"; readonly text: string };

/** One cell: type, Enter, on to the next line. What was typed is shown as saved at once; a refusal comes back to where it was typed. */
export function Cell({ row, column, item, place, size, isFirst, go, enter }: Props): ReactNode {
  const soon = useRecordedSoon();
  const [text, setText] = useState("");
  const [saving, setSaving] = useState<Saving>({ kind: "idle" });
  const about = useId();
  // Enter saves and leaves the field, which saves too: what was sent must be gone at once, not with the next drawing.
  const unsent = useRef("");
  const write = (next: string): void => {
    unsent.current = next;
    setText(next);
  };
  const save = async (): Promise<void> => {
    const typed = typedInto(column, unsent.current);
    if (typed.kind === "nothing") return;
    if (typed.kind === "wrong") return setSaving(typed);
    const key = crypto.randomUUID();
    const sent = unsent.current;
    setSaving({ kind: "saving", typed, key });
    write("");
    try {
      if (typed.kind === "pulse") await sendRecord("recordPulse", { account: row.account, body: typed.body, key });
      else await sendRecord("recordMeasurement", { account: row.account, body: typed.body, key });
      setSaving((now) => (now.kind === "saving" && now.key === key ? { ...now, kind: "saved" } : now));
      soon();
    } catch (error) {
      write(unsent.current || sent);
      setSaving({ kind: "wrong", text: refusalText(error) });
    }
  };
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    if (event.key === "Escape") {
      write("");
      setSaving({ kind: "idle" });
    }
    const isWithin = event.key === "ArrowLeft" ? selectionStart !== 0 : selectionEnd !== value.length;
    const to = moveBy(event.key, place, { ...size, isWithin });
    if (!to || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    // What is wrong keeps the cursor, so that it can be mended where it stands.
    const isWrong = event.key === "Enter" && typedInto(column, unsent.current).kind === "wrong";
    if (event.key === "Enter") void save();
    if (!isWrong) go(to);
  };
  const leave = (event: FocusEvent): void => {
    if (event.relatedTarget !== null && saving.kind !== "wrong") void save();
  };
  return (
    <div role="gridcell" className={styles.cell} data-state={saving.kind === "idle" ? item?.state : undefined}>
      <input
        className={styles.input}
        data-place={`${place.row} ${place.column}`}
        tabIndex={isFirst ? 0 : -1}
        aria-label={`${column.name} of ${row.name}`}
        aria-describedby={about}
        aria-invalid={saving.kind === "wrong"}
        inputMode={column.measurement === null ? "text" : "decimal"}
        autoComplete="off"
        maxLength={2000}
        value={text}
        onChange={(event) => {
          write(event.currentTarget.value);
          if (saving.kind === "wrong") setSaving({ kind: "idle" });
        }}
        onFocus={() => enter(place)}
        onBlur={leave}
        onKeyDown={press}
      />
      <span className={styles.about} id={about}>
        {saving.kind === "wrong" ? <span className={styles.wrong}>{saving.text}</span> : saving.kind === "idle" ? <Said item={item} /> : <Saved saving={saving} item={item} />}
      </span>
    </div>
  );
}

/** What was said last, and whether it is time again. */
function Said({ item }: { readonly item: DueItem | undefined }): ReactNode {
  const write = useWriter();
  if (!item) return "not asked";
  const { last, state, daysOverdue, dueAt } = item;
  const today = new Date().toISOString();
  const asked = state === "overdue" ? `overdue ${write.counted(daysOverdue, "day", "days")}` : state === "due" ? `due ${write.shortDay(dueAt, today)}` : undefined;
  return (
    <>
      {last && (
        <span>
          <Value band={last.band} value={last.value} /> {write.shortDay(last.time, today)}
        </span>
      )}
      {asked !== undefined ? <strong className={state === "overdue" ? styles.overdue : styles.due}>{asked}</strong> : last === null && "never said"}
    </>
  );
}

function Saved({ saving, item }: { readonly saving: Extract<Saving, { kind: "saving" | "saved" }>; readonly item: DueItem | undefined }): ReactNode {
  const { typed, key, kind } = saving;
  // Once the list knows it, the list is right.
  if (kind === "saved" && item?.last?.message === key) return <Said item={item} />;
  return (
    <span>
      {typed.kind === "pulse" && <Value band={typed.body.band} value={null} />}
      {typed.kind === "measurement" && <Value band={null} value={typed.body.value} />} {kind === "saved" ? "saved" : "saving"}
    </span>
  );
}

function Value({ band, value }: { readonly band: NonNullable<DueItem["last"]>["band"]; readonly value: number | null }): ReactNode {
  const write = useWriter();
  if (band !== null)
    return (
      <b>
        <BandMark band={band} size={10} /> {bandLook[band].word}
      </b>
    );
  return <b>{value === null ? "–" : write.number(value)}</b>;
}
