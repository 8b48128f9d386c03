import { Button, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { askAccess } from "../api/access.ts";
import { refusalText } from "../api/problem-words.ts";
import { Empty, Failure } from "../kit/notice.tsx";
import { Refusal } from "../kit/refusal.tsx";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { ChangeContext, type Mapping, type MappingChange, useChange } from "./change-context.ts";
import { FileMeaning } from "./file-meaning.tsx";
import { KeptText } from "./kept-text.tsx";
import { Next } from "./next.tsx";
import styles from "./setup.module.css";

const mappingQuery = { queryKey: ["getImportMapping"], queryFn: () => askAccess("getImportMapping") } as const;

/** What the files mean, as it was guessed or said, with what is left to be settled. */
export function MeaningStep(): ReactNode {
  const cache = useQueryClient();
  const found = useQuery(mappingQuery);
  const change = useMutation({ mutationFn: (body: MappingChange) => askAccess("changeImportMapping", { body }), onSuccess: (answer) => cache.setQueryData(mappingQuery.queryKey, answer) });
  if (found.error && !found.data) return <Failure error={found.error} retry={found.refetch} />;
  if (!found.data) return <Waiting lines={8} />;
  const { files, settings, problems, notes, text, kinds } = found.data;
  if (files.length === 0) {
    return (
      <Empty title="There are no files yet">
        <Link to="/setup/$step" params={{ step: "files" }}>
          Upload some
        </Link>{" "}
        and come back.
      </Empty>
    );
  }
  return (
    <ChangeContext value={(edit) => change.mutate({ edits: [edit] })}>
      <div aria-busy={change.isPending} className={styles.stack}>
        <Problems problems={problems} notes={notes} />
        <Refusal text={change.error ? refusalText(change.error) : undefined} />
        {settings && <Settings settings={settings} />}
        {files.map((file, place) => (
          <FileMeaning key={file.file} id={`file-${place}`} file={file} kinds={kinds} />
        ))}
        <AsText text={text} save={(next) => change.mutate({ text: next })} guess={() => change.mutate({ guess: true })} isBusy={change.isPending} />
      </div>
      <Next from="meaning" isLater={problems.length > 0} />
    </ChangeContext>
  );
}

/** Everything that keeps files from being imported, each with its place. */
function Problems({ problems, notes }: Pick<Mapping, "problems" | "notes">): ReactNode {
  return (
    <div role="status">
      {problems.length > 0 && (
        <Section id="problems" title="To be settled first" aside={problems.length}>
          <ul className={styles.problems}>
            {problems.map(({ place, message }) => (
              <li key={`${place} ${message}`}>
                <bdi>{message}</bdi> <bdi className={styles.place}>{place}</bdi>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {problems.length === 0 && <p className={styles.fine}>Nothing is left to be settled.{notes.length > 0 && ` ${notes.join(". ")}.`}</p>}
    </div>
  );
}

function Settings({ settings }: { readonly settings: NonNullable<Mapping["settings"]> }): ReactNode {
  const change = useChange();
  const keep = (set: "timezone" | "currency" | "source") => (value: string): void => change({ set, value });
  return (
    <Section id="settings" title="For all files">
      <div className={styles.fields}>
        <KeptText label="Time zone" hint="Of times that are written without one." value={settings.timezone} keep={keep("timezone")} />
        <KeptText label="Currency" hint="Of amounts without one." value={settings.currency ?? ""} keep={keep("currency")} />
        <KeptText label="Source" hint="Part of every record’s id: choose it once." value={settings.source} keep={keep("source")} />
      </div>
    </Section>
  );
}

interface AsTextProps {
  readonly text: string;
  readonly save: (text: string) => void;
  readonly guess: () => void;
  readonly isBusy: boolean;
}

/** For what select boxes can't say: constants, templates, translations. The same text as the command line's import.yaml. */
function AsText({ text, save, guess, isBusy }: AsTextProps): ReactNode {
  const [own, setOwn] = useState(text);
  useEffect(() => setOwn(text), [text]);
  return (
    <details className={styles.asText}>
      <summary>The mapping as text</summary>
      <p className={styles.hint}>The same as `import.yaml` of the command line, for what can’t be chosen above: constants, translations, lookups, rows to leave aside.</p>
      <Textarea aria-label="The mapping as text" value={own} onChange={(event) => setOwn(event.currentTarget.value)} autosize minRows={8} maxRows={28} classNames={{ input: styles.yaml ?? "" }} spellCheck={false} />
      <div className={styles.buttons}>
        <Button loading={isBusy} disabled={own === text} onClick={() => save(own)}>
          Keep this text
        </Button>
        <Button variant="default" onClick={guess}>
          Throw it away and guess anew
        </Button>
      </div>
    </details>
  );
}
