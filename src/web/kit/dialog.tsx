import { CloseButton, Modal } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import styles from "./dialog.module.css";

interface Props {
  readonly title: string;
  /** What stands at its head, where that says more than what it is called. */
  readonly heading?: ReactNode;
  readonly size?: "md" | "xl";
  readonly close: () => void;
  readonly children: ReactNode;
}

/** A question in the middle of the page, with a title and a way out. */
export function Dialog({ title, heading = title, size = "md", close, children }: Props): ReactNode {
  useReturnedFocus();
  return (
    <Modal.Root opened onClose={close} size={size} returnFocus={false} transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <Modal.Body className={styles.body ?? ""}>
          <div className={styles.head}>
            <h2>{heading}</h2>
            <CloseButton aria-label="Close" onClick={close} />
          </div>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Dialogs here are gone as soon as they are closed, before the library would give the focus back. */
function useReturnedFocus(): void {
  // Looked at before anything of the dialog takes the focus.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
}
