import { CloseButton, Modal } from "@mantine/core";
import { Fragment, type ReactNode } from "react";
import styles from "./shortcut-help.module.css";
import { shortcuts } from "./shortcuts.ts";

/** Everything that keys do. */
export default function ShortcutHelp({ close }: { readonly close: () => void }): ReactNode {
  return (
    <Modal.Root opened onClose={close} size="sm" transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label="Shortcuts">
        <Modal.Body className={styles.body ?? ""}>
          <div className={styles.head}>
            <h2>Shortcuts</h2>
            <CloseButton aria-label="Close" onClick={close} />
          </div>
          <dl className={styles.list}>
            {Object.entries(shortcuts).map(([name, { keys, does }]) => (
              <Fragment key={name}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </Fragment>
            ))}
          </dl>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
