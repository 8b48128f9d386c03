import { Modal } from "@mantine/core";
import { Fragment, type ReactNode } from "react";
import styles from "./shortcut-help.module.css";
import { shortcuts } from "./shortcuts.ts";

/** Everything that keys do. */
export default function ShortcutHelp({ close }: { readonly close: () => void }): ReactNode {
  return (
    <Modal opened onClose={close} title="Shortcuts" size="sm" closeButtonProps={{ "aria-label": "Close" }} transitionProps={{ duration: 0 }}>
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
    </Modal>
  );
}
