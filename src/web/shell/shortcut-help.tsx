import { Fragment, type ReactNode, useState } from "react";
import { Dialog } from "../kit/dialog.tsx";
import { hasLines } from "./lines.ts";
import styles from "./shortcut-help.module.css";
import { type Shortcut, isEverywhere, shortcuts } from "./shortcuts.ts";
import { shortcutsInUse } from "./use-shortcuts.ts";

const names = Object.keys(shortcuts) as Shortcut[];
const ofLines = new Set<Shortcut>(["next", "previous", "open"]);

/** What keys do on the page at hand, and what they do everywhere. */
export default function ShortcutHelp({ close }: { readonly close: () => void }): ReactNode {
  // As it was when somebody asked: the dialog itself hears none of them.
  const [{ here, everywhere }] = useState(() => {
    const inUse = names.filter((name) => shortcutsInUse().has(name));
    return { here: inUse.filter((name) => !isEverywhere(name) && (!ofLines.has(name) || hasLines())), everywhere: inUse.filter(isEverywhere) };
  });
  return (
    <Dialog title="Shortcuts" close={close}>
      {here.length > 0 && <Group title="On this page" shown={here} />}
      <Group title="Everywhere" shown={everywhere} />
    </Dialog>
  );
}

function Group({ title, shown }: { readonly title: string; readonly shown: readonly Shortcut[] }): ReactNode {
  return (
    <section aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.list}>
        {shown.map((name) => (
          <Fragment key={name}>
            <dt>
              {shortcuts[name].keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{shortcuts[name].does}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
