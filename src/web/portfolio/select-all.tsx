import { type ReactNode, useEffect, useRef, useState } from "react";
import { refusalText } from "../api/problem-words.ts";
import { useTell } from "../kit/told.tsx";
import { usePlace } from "../shell/place.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./account-table.module.css";
import { allRows } from "./all-rows.ts";
import type { PortfolioSearch } from "./search.ts";
import { mostSelected, nothingSelected, selectedAll } from "./selection.ts";
import { useSelection } from "./use-selection.ts";

/** Selects everything that the filters let through, also what isn't read yet; or nothing again. */
export function SelectAll({ search, total = 0 }: { readonly search: PortfolioSearch; readonly total: number | undefined }): ReactNode {
  const write = useWriter();
  const tell = useTell();
  const { today } = usePlace();
  const { selection, become } = useSelection();
  const [isBusy, setBusy] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const count = selection.rows.size;
  const hasAll = count > 0 && count >= total;
  useEffect(() => {
    if (box.current) box.current.indeterminate = count > 0 && !hasAll;
  }, [count, hasAll]);
  const toggle = async (): Promise<void> => {
    if (count > 0) return become(nothingSelected);
    if (total > mostSelected) return tell({ text: `At most ${write.count(mostSelected)} accounts are selected at once; filter for fewer than ${write.count(total)}` });
    setBusy(true);
    try {
      become(selectedAll(await allRows(search, today, () => {}, mostSelected)));
    } catch (error) {
      tell({ text: refusalText(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <label className={styles.select}>
      <input ref={box} type="checkbox" checked={hasAll} disabled={isBusy} aria-label={count > 0 ? "Select no account" : `Select all ${write.count(total)} accounts`} onChange={() => void toggle()} />
    </label>
  );
}
