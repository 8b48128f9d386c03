import type { ReactNode } from "react";
import { PageHead } from "../shell/page-head.tsx";
import { Goals } from "./goals.tsx";
import styles from "./goals.module.css";

/** Goals of the company on a page of their own. */
export function GoalsPage(): ReactNode {
  return (
    <>
      <PageHead title="Goals" />
      <div className={styles.page}>
        <Goals />
      </div>
    </>
  );
}
