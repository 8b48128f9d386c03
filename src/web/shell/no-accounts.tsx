import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ask } from "../api/ask.ts";
import { Empty } from "../kit/notice.tsx";
import { useMay } from "../session/use-session.ts";
import styles from "./shell.module.css";

/** What to do on a server that knows nobody yet: on every page that is about accounts, so that none of them is a dead end. */
export function NoAccounts(): ReactNode {
  const summary = useQuery(ask("getSummary", {}));
  if (summary.data?.accounts !== 0) return null;
  return (
    <div className={styles.nobody}>
      <Empty title="There are no accounts yet" next={<WaysIn />}>
        Administrators bring files in, or send events to this server; accounts appear here as they arrive.
      </Empty>
    </div>
  );
}

function WaysIn(): ReactNode {
  const isAdministrator = useMay("administrator");
  return (
    <>
      {isAdministrator && (
        <>
          <Button renderRoot={(props) => <Link to="/setup/$step" params={{ step: "files" }} {...props} />}>Bring files in</Button>
          <Button variant="default" renderRoot={(props) => <Link to="/settings/$part" params={{ part: "keys" }} {...props} />}>
            Make a key to send events
          </Button>
        </>
      )}
      <Button variant="default" renderRoot={(props) => <Link to="/data" {...props} />}>
        See what comes in
      </Button>
    </>
  );
}
