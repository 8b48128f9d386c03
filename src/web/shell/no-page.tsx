import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { PageTitle } from "./page-title.tsx";
import styles from "./shell.module.css";

/** For an address that leads nowhere. */
export function NoPage(): ReactNode {
  return (
    <main className={styles.alone}>
      <PageTitle title="No such page" />
      <h1>There is no such page</h1>
      <p>
        Look at the address, or go to <Link to="/portfolio">the portfolio</Link>.
      </p>
    </main>
  );
}
