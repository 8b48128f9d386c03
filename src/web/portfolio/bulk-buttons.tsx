import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./bulk.module.css";

/** The button that sends, and the one that doesn't. */
export function BulkButtons({ label, isBusy, close }: { readonly label: string; readonly isBusy: boolean; readonly close: () => void }): ReactNode {
  return (
    <div className={styles.buttons}>
      <Button type="submit" loading={isBusy}>
        {label}
      </Button>
      <Button variant="subtle" onClick={close}>
        Cancel
      </Button>
    </div>
  );
}
