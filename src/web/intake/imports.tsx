import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { importsQuery } from "../setup/imports-query.ts";
import { RunReport } from "../setup/run-report.tsx";
import styles from "./data.module.css";

/** What came of importing files: counts, rejects, and where the data contradicts itself. */
export function Imports(): ReactNode {
  const found = useQuery(importsQuery);
  const latest = found.data?.runs.find(({ state }) => state !== "running");
  return (
    <>
      <Section id="imports" title="Files" aside={<Link to="/setup/$step" params={{ step: "files" }}>Add files</Link>}>
        {found.error && !found.data && <Failure error={found.error} retry={found.refetch} />}
        {found.isPending && <Waiting lines={1} />}
        {found.data && <p className={styles.hint}>{latest ? "The latest import on the page, with what was found in it; earlier ones stand with the setup." : "Nothing was imported on the page yet. What `bellwether import` brought in stands among the sources."}</p>}
      </Section>
      {latest && <RunReport run={latest} isOpen />}
    </>
  );
}
