import { NativeSelect } from "@mantine/core";
import type { ReactNode } from "react";
import { Section } from "../kit/section.tsx";
import { useWriter } from "../words/reading.tsx";
import { type Mapping, useChange } from "./change-context.ts";
import { dateChoices, encodingChoices, fieldHints, fieldWord, kindWords } from "./mapping-words.ts";
import styles from "./setup.module.css";

type File = Mapping["files"][number];

/** One file: what its rows are, which column is what, and how it begins. */
export function FileMeaning({ id, file, kinds }: { readonly id: string; readonly file: File; readonly kinds: readonly string[] }): ReactNode {
  const write = useWriter();
  const change = useChange();
  const [kind] = file.kinds;
  return (
    <Section id={id} title={file.file} aside={file.problem ? undefined : `about ${write.counted(file.expectedRows, "row", "rows")}`}>
      {file.problem && (
        <p className={styles.problem} role="alert">
          <bdi>{file.problem.place}</bdi> <bdi>{file.problem.message}</bdi>
        </p>
      )}
      <div className={styles.fields}>
        <NativeSelect
          label={`Rows of ${file.file}`}
          value={kind ?? ""}
          data={[{ value: "", label: file.isLookedUp ? "Only looked up by other files" : "Leave this file out" }, ...kinds.map((one) => ({ value: one, label: kindWords[one] ?? one }))]}
          onChange={(event) => change({ set: "kind", file: file.file, value: event.currentTarget.value === "" ? null : event.currentTarget.value })}
        />
        {kind !== undefined && <How file={file} />}
      </div>
      {kind !== undefined && <Fields file={file} kind={kind} />}
      {file.rows.length > 0 && <FirstRows file={file} />}
    </Section>
  );
}

function How({ file: { file, dates, encoding } }: { readonly file: File }): ReactNode {
  const change = useChange();
  const others = (value: string | null, known: readonly { readonly value: string; readonly label: string }[]) => (value !== null && !known.some((one) => one.value === value) ? [...known, { value, label: value }] : [...known]);
  return (
    <>
      <NativeSelect label="Dates" value={dates ?? ""} data={others(dates, dateChoices)} onChange={(event) => change({ set: "dates", file, value: event.currentTarget.value === "" ? null : event.currentTarget.value })} />
      <NativeSelect label="Encoding" value={encoding ?? ""} data={others(encoding, encodingChoices)} onChange={(event) => change({ set: "encoding", file, value: event.currentTarget.value === "" ? null : event.currentTarget.value })} />
    </>
  );
}

const asWritten = "\u0000written";

/** Each field with the column that it is. What isn't simply a column keeps what was written. */
function Fields({ file: { file, fields, header, kept, kinds }, kind }: { readonly file: File; readonly kind: string }): ReactNode {
  const change = useChange();
  return (
    <>
      <div className={styles.mapping} role="group" aria-label={`Columns of ${file}`}>
        {fields.map(({ field, column, written, isNeeded }) => (
          <NativeSelect
            key={field}
            size="xs"
            label={fieldWord(field)}
            description={fieldHints[field]}
            inputWrapperOrder={["label", "input", "description", "error"]}
            withAsterisk={isNeeded}
            error={isNeeded && written === null ? "which column?" : undefined}
            value={column ?? (written === null ? "" : asWritten)}
            data={[{ value: "", label: "–" }, ...(written !== null && column === null ? [{ value: asWritten, label: written }] : []), ...[...new Set(header)].map((name) => ({ value: name, label: name }))]}
            onChange={(event) => event.currentTarget.value !== asWritten && change({ set: "field", file, field, value: event.currentTarget.value === "" ? null : event.currentTarget.value })}
          />
        ))}
      </div>
      {kept.length > 0 && (
        <p className={styles.hint}>
          Kept with {kind === "accounts" || kind === "users" ? "them" : "each"} as well: <bdi>{kept.join(", ")}</bdi>.
        </p>
      )}
      {kinds.length > 1 && <p className={styles.hint}>The same rows are {kinds.slice(1).map((one) => kindWords[one]?.toLowerCase() ?? one).join(" and ")} too.</p>}
    </>
  );
}

function FirstRows({ file: { file, header, rows } }: { readonly file: File }): ReactNode {
  return (
    // What scrolls must be reachable by keyboard.
    <div className={styles.rows} role="group" aria-label={`First rows of ${file}`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {header.map((name, column) => (
              // oxlint-disable-next-line no-array-index-key -- two columns may have the same name
              <th key={column} scope="col">
                <bdi>{name}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            // oxlint-disable-next-line no-array-index-key -- rows are told apart by nothing else
            <tr key={row}>
              {cells.map((cell, column) => (
                // oxlint-disable-next-line no-array-index-key -- and neither are cells
                <td key={column}>
                  <bdi>{cell}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
