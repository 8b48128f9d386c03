import { CloseButton, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./dialog.module.css";

/** A question in the middle of the page, with a title and a way out. */
export function Dialog({ title, close, children }: { readonly title: string; readonly close: () => void; readonly children: ReactNode }): ReactNode {
  return (
    <Modal.Root opened onClose={close} size="md" transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <Modal.Body className={styles.body ?? ""}>
          <div className={styles.head}>
            <h2>{title}</h2>
            <CloseButton aria-label="Close" onClick={close} />
          </div>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
