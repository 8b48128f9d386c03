import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./shown-once.module.css";

/** A secret that can't be read again. */
export function ShownOnce({ lead, text }: { readonly lead: string; readonly text: string }): ReactNode {
  return (
    <div className={styles.once} role="status">
      <p>{lead}</p>
      <code>{text}</code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button variant="default" leftSection={copied ? <IconCheck size={15} aria-hidden="true" /> : <IconCopy size={15} aria-hidden="true" />} onClick={copy} data-autofocus>
            {copied ? "Copied" : "Copy"}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
