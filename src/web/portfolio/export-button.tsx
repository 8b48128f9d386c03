import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { problemWords } from "../api/problem-words.ts";
import { usePlace } from "../shell/place.ts";
import { useWriter } from "../words/reading.tsx";
import { metricsOf, traitsOf } from "./column-ids.ts";
import { csvOf } from "./export.ts";
import { allRows } from "./all-rows.ts";
import { saveFile } from "./save-file.ts";
import type { PortfolioSearch } from "./search.ts";

/** Saves what the list shows, all of it, as a file for spreadsheets. */
export function ExportButton({ search }: { readonly search: PortfolioSearch }): ReactNode {
  const [state, setState] = useState<{ done: number; of: number } | string>();
  const write = useWriter();
  const { today } = usePlace();
  const save = async (): Promise<void> => {
    try {
      const rows = await allRows(search, today, (done, of) => setState({ done, of }));
      saveFile(csvOf(rows, { metrics: metricsOf(search.columns ?? []), traits: traitsOf(search.columns ?? []) }), `portfolio-${today}.csv`);
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
