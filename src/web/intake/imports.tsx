import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Section } from "../kit/section.tsx";
import { importsQuery } from "../setup/imports-query.ts";
import { RunReport } from "../setup/run-report.tsx";
import styles from "./data.module.css";

/** What came of importing files: counts, rejects, and where the data contradicts itself. */
export function Imports(): ReactNode {
  const found = useQuery(importsQuery);
  const runs = found.data?.runs.filter(({ state }) => state !== "running") ?? [];
  return (
    <>
      <Section id="imports" title="Files" aside={<Link to="/setup/$step" params={{ step: "files" }}>Add files</Link>}>
        <p className={styles.hint}>{runs.length === 0 ? "Nothing was imported on the page yet. What `bellwether import` brought in stands among the sources." : "The latest import on the page, with what was found in it; earlier ones stand with the setup."}</p>
      </Section>
      {runs[0] && <RunReport run={runs[0]} isOpen />}
    </>
  );
}
