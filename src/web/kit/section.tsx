import type { ReactNode } from "react";
import styles from "./section.module.css";

interface Props {
  readonly title: string;
  /** Stands in the address, so that the section can be linked to. */
  readonly id: string;
  readonly aside?: ReactNode;
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A titled surface. */
export function Section({ title, id, aside, flush = false, children }: Props): ReactNode {
  return (
    <section className={styles.section} aria-labelledby={`${id}-title`} id={id}>
      <header className={styles.head}>
        <h2 id={`${id}-title`}>{title}</h2>
        {aside !== undefined && <div className={styles.aside}>{aside}</div>}
      </header>
      <div className={styles.body} data-flush={flush || undefined}>
        {children}
      </div>
    </section>
  );
}
