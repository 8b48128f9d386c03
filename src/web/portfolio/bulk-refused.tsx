import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { BulkResult } from "../../contract/bulk.ts";
import { useWriter } from "../words/reading.tsx";
import { refusedOf } from "./bulk.ts";
import styles from "./bulk.module.css";

const mostNames = 12;

/** What was done, and for whom it wasn't and why. */
export function BulkRefused({ results, close }: { readonly results: readonly BulkResult[]; readonly close: () => void }): ReactNode {
  const write = useWriter();
  const done = results.filter(({ isDone }) => isDone).length;
  return (
    <div className={styles.form}>
      <p className={styles.about} role="status">
        Done for {write.counted(done, "account", "accounts")}. Not done:
      </p>
      <ul className={styles.refused}>
        {refusedOf(results).map(({ detail, results: some }) => (
          <li key={detail}>
            <strong>{write.counted(some.length, "account", "accounts")}:</strong> {detail}
            <p className={styles.who}>
              {some.slice(0, mostNames).map(({ account, name }, place) => (
                <span key={account}>
                  {place > 0 && ", "}
                  <bdi>{name ?? account}</bdi>
                </span>
              ))}
              {some.length > mostNames && ` and ${write.count(some.length - mostNames)} more`}
            </p>
          </li>
        ))}
      </ul>
      <div className={styles.buttons}>
        <Button onClick={close}>Close</Button>
      </div>
    </div>
  );
}
