import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { AccountRow } from "../../contract/account-row.ts";
import { askOnce } from "../api/ask.ts";
import { problemWords } from "../api/problem-words.ts";
import { usePlace } from "../shell/place.ts";
import { useWriter } from "../words/reading.tsx";
import { csvOf } from "./export.ts";
import { type PortfolioSearch, filtersOf, sortingOf } from "./search.ts";

const atOnce = 1000;

/** Saves what the list shows, all of it, as a file for spreadsheets. */
export function ExportButton({ search }: { readonly search: PortfolioSearch }): ReactNode {
  const [state, setState] = useState<{ done: number; of: number } | string>();
  const write = useWriter();
  const { today } = usePlace();
  const save = async (): Promise<void> => {
    try {
      const rows = await allRows(search, today, (done, of) => setState({ done, of }));
      saveFile(csvOf(rows), `portfolio-${today}.csv`);
      setState(undefined);
    } catch (error) {
      setState(problemWords(error).title);
    }
  };
  const isBusy = typeof state === "object";
  return (
    <Button variant="default" leftSection={<IconDownload size={15} aria-hidden="true" />} disabled={isBusy} onClick={() => void save()} aria-live="polite">
      {isBusy ? `${write.count(state.done)} of ${write.count(state.of)}` : (state ?? "Export")}
    </Button>
  );
}

async function allRows(search: PortfolioSearch, today: string, progress: (done: number, of: number) => void): Promise<readonly AccountRow[]> {
  const rows: AccountRow[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof askOnce<"listAccounts">>> = await askOnce("listAccounts", { ...filtersOf(search, today), ...sortingOf(search), limit: atOnce, sparkline: "no", ...(cursor !== null && { cursor }) });
    rows.push(...page.accounts);
    progress(rows.length, page.total);
    cursor = page.next;
  } while (cursor !== null);
  return rows;
}

/** With a byte order mark, without which a spreadsheet takes the text for one of its own old encodings. */
function saveFile(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
