import { Button } from "@mantine/core";
import { IconDownload, IconListCheck, IconRoute, IconUserShare, IconX } from "@tabler/icons-react";
import { type ReactNode, Suspense, lazy, useState } from "react";
import { useMay } from "../session/use-session.ts";
import { usePlace } from "../shell/place.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./bulk.module.css";
import { csvOf } from "./export.ts";
import { saveFile } from "./save-file.ts";
import type { Selection } from "./selection.ts";

const BulkDialog = lazy(() => import("./bulk-dialog.tsx"));

/** What can be done with accounts that are selected; nothing is offered that the reader may not do, or about a past date. */
export default function BulkBar({ selection, owners, clear }: { readonly selection: Selection; readonly owners: readonly string[]; readonly clear: () => void }): ReactNode {
  const write = useWriter();
  const { pack, today, asOf } = usePlace();
  const mayAct = useMay("csm") && asOf === undefined;
  const [asked, setAsked] = useState<"owner" | "stage" | "plan">();
  const rows = [...selection.rows.values()];
  return (
    <div className={styles.bar} role="region" aria-label="Selected accounts">
      <span className={styles.count} role="status">
        {write.counted(rows.length, "account", "accounts")} selected
      </span>
      {mayAct && (
        <>
          <Button variant="default" leftSection={<IconUserShare size={15} aria-hidden="true" />} onClick={() => setAsked("owner")}>
            Owner
          </Button>
          {pack.stages.length > 0 && (
            <Button variant="default" leftSection={<IconRoute size={15} aria-hidden="true" />} onClick={() => setAsked("stage")}>
              Stage
            </Button>
          )}
          {pack.plans.length > 0 && (
            <Button variant="default" leftSection={<IconListCheck size={15} aria-hidden="true" />} onClick={() => setAsked("plan")}>
              Plan
            </Button>
          )}
        </>
      )}
      <Button variant="default" leftSection={<IconDownload size={15} aria-hidden="true" />} onClick={() => saveFile(csvOf(rows), `portfolio-${today}-selected.csv`)}>
        Export selected
      </Button>
      <Button variant="subtle" leftSection={<IconX size={14} aria-hidden="true" />} onClick={clear}>
        Clear selection
      </Button>
      {asked && (
        <Suspense>
          <BulkDialog kind={asked} rows={rows} owners={owners} close={() => setAsked(undefined)} done={clear} />
        </Suspense>
      )}
    </div>
  );
}
