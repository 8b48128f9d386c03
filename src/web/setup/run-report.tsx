import { IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { AccessAnswer } from "../../contract/access-routes.ts";
import { urlOf } from "../../contract/client.ts";
import { importFilePaths } from "../../contract/paths.ts";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { Section } from "../kit/section.tsx";
import { useWriter } from "../words/reading.tsx";
import styles from "./setup.module.css";

type Run = AccessAnswer<"getImports">["runs"][number];

const stateWords: Readonly<Record<Run["state"], string>> = {
  running: "It is running.",
  done: "Every row was read.",
  cancelled: "It was cancelled. What was stored until then stays; import again, and the rest is added.",
  refused: "Nothing was imported: something has to be settled first.",
  failed: "It failed on the server. What was stored until then stays; import again, and the rest is added.",
  interrupted: "The server stopped meanwhile. What was stored until then stays; import again, and the rest is added.",
};

/** What became of every row, what the data contradicts itself in, and where rejected rows are. */
export function RunReport({ run, isOpen = false }: { readonly run: Run; readonly isOpen?: boolean }): ReactNode {
  const write = useWriter();
  const { id, state, startedAt, endedAt, author, files, total, problems, notes } = run;
  const seconds = endedAt === null ? undefined : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  return (
    <Section id={`run-${id}`} title={isOpen ? "What came of it" : write.time(startedAt)} aside={<bdi>{author}</bdi>}>
      <p className={state === "done" ? styles.fine : styles.problem} role={isOpen ? "status" : undefined}>
        {stateWords[state]} {total && `${write.counted(total.read, "row", "rows")} read${seconds === undefined ? "" : ` in ${write.exact(seconds)} s`}: ${write.count(total.stored)} new, ${write.count(total.duplicate)} there already, ${write.count(total.rejected)} rejected.`}
      </p>
      {problems.length > 0 && (
        <ul className={styles.problems}>
          {problems.map(({ place, message }) => (
            <li key={`${place} ${message}`}>
              <bdi>{message}</bdi> <bdi className={styles.place}>{place}</bdi>
            </li>
          ))}
        </ul>
      )}
      {files.length > 1 && <Counts files={files} />}
      {total !== null && total.rejected > 0 && (
        <p>
          <a href={urlOf(importFilePaths.rejects, { id })} download>
            <IconDownload size={14} aria-hidden="true" /> Rejected rows
          </a>
          , with line, column and reason. Correct the files or what they mean, and import again.
        </p>
      )}
      {notes.length > 0 && <p className={styles.hint}>{notes.join(". ")}.</p>}
      <Findings run={run} />
    </Section>
  );
}

function Counts({ files }: Pick<Run, "files">): ReactNode {
  const write = useWriter();
  return (
    <DataTable label="Rows by file">
      <TableHead heads={[{ name: "File" }, { name: "Read", isNumber: true }, { name: "New", isNumber: true }, { name: "There already", isNumber: true }, { name: "Rejected", isNumber: true }]} />
      <tbody>
        {files.map(({ file, read, stored, duplicate, rejected }) => (
          <tr key={file}>
            <th scope="row">
              <bdi>{file}</bdi>
            </th>
            {[read, stored, duplicate, rejected].map((count, column) => (
              // oxlint-disable-next-line no-array-index-key -- the columns stand still
              <td key={column} data-number>
                {write.count(count)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

/** Contradictions are kept, because which side is wrong only people know. */
function Findings({ run: { findings, findingsPartial } }: { readonly run: Pick<Run, "findings" | "findingsPartial"> }): ReactNode {
  const write = useWriter();
  if (findings.length === 0) return null;
  return (
    <div className={styles.findings}>
      <h3>Findings</h3>
      <p className={styles.hint}>Rows that contradict others. They are imported; which side is wrong only people know.{findingsPartial && " Some repetitions may have gone unnoticed, because there are more rows than can be remembered."}</p>
      <ul className={styles.problems}>
        {findings.map(({ code, subject, text, count, examples }) => (
          <li key={`${code} ${subject}`}>
            <strong>{write.count(count)}</strong> <bdi>{subject.replaceAll("_", " ")}</bdi> {text}
            {examples.map(({ file, line, text: example }) => (
              <bdi key={`${file} ${line} ${example}`} className={styles.place}>
                {file}:{line}: {example}
              </bdi>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
