import { Button } from "@mantine/core";
import { IconFileSpreadsheet, IconUpload } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { askAccess } from "../api/access.ts";
import { refusalText } from "../api/problem-words.ts";
import { ConfirmButton } from "../kit/confirm-button.tsx";
import { Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import table from "../kit/table.module.css";
import { Waiting } from "../kit/waiting.tsx";
import { useWriter } from "../words/reading.tsx";
import { bytesText } from "./bytes-text.ts";
import { Next } from "./next.tsx";
import { ProductEvents } from "./product-events.tsx";
import styles from "./setup.module.css";
import { importsQuery } from "./imports-query.ts";
import { sendFile } from "./upload.ts";

/** What depends on which files there are. */
const touched = ["getImports", "getImportMapping"] as const;

/** Files are taken one after the other; each that can't be says why, and holds up no other. */
export function FilesStep(): ReactNode {
  const found = useQuery(importsQuery);
  return (
    <>
      <Section id="files" title="Files" aside={found.data && `CSV or XLSX, up to ${bytesText(found.data.limits.fileBytes)} each; gzip is fine`}>
        <DropPlace />
        {found.error && !found.data && <Failure error={found.error} retry={found.refetch} />}
        {found.isPending && <Waiting lines={3} />}
        {found.data && found.data.files.length > 0 && <FileList files={found.data.files} />}
        {found.data?.files.length === 0 && <p className={styles.hint}>Useful to begin with: a list of accounts, their contracts, and events or tickets. Files of several systems can be imported one system after the other.</p>}
      </Section>
      {found.data && found.data.files.length > 0 && <Next from="files" />}
      <ProductEvents />
    </>
  );
}

interface Under {
  readonly name: string;
  readonly share: number;
  readonly problem?: string;
}

function DropPlace(): ReactNode {
  const cache = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [sending, setSending] = useState<readonly Under[]>([]);
  const note = (under: Under): void => setSending((all) => [...all.filter(({ name }) => name !== under.name), under]);
  const take = async (files: readonly File[]): Promise<void> => {
    setSending([]);
    for (const file of files) {
      note({ name: file.name, share: 0 });
      try {
        await sendFile(file, (share) => note({ name: file.name, share }));
        setSending((all) => all.filter(({ name }) => name !== file.name));
      } catch (error) {
        note({ name: file.name, share: 0, problem: refusalText(error) });
      }
      await Promise.all(touched.map((name) => cache.invalidateQueries({ queryKey: [name] })));
    }
  };
  const over = (is: boolean) => (event: DragEvent): void => {
    event.preventDefault();
    setOver(is);
  };
  return (
    <div
      className={styles.drop}
      data-over={isOver || undefined}
      onDragOver={over(true)}
      onDragLeave={over(false)}
      onDrop={(event) => {
        over(false)(event);
        void take([...event.dataTransfer.files]);
      }}
    >
      <IconFileSpreadsheet size={28} stroke={1.3} aria-hidden="true" />
      <p>Drop files here, or</p>
      <Button variant="default" leftSection={<IconUpload size={15} aria-hidden="true" />} onClick={() => input.current?.click()}>
        Choose files
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        accept=".csv,.tsv,.txt,.xlsx,.gz"
        className="visually-hidden"
        tabIndex={-1}
        aria-label="Files to import"
        onChange={(event) => {
          void take([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
      <div className={styles.sending} role="status">
        {sending.map(({ name, share, problem }) => (
          <p key={name} data-problem={problem !== undefined || undefined}>
            <bdi>{name}</bdi>: {problem ?? `${Math.floor(share * 100)} %`}
          </p>
        ))}
      </div>
    </div>
  );
}

function FileList({ files }: { readonly files: readonly { readonly name: string; readonly bytes: number; readonly uploadedAt: string }[] }): ReactNode {
  const write = useWriter();
  const cache = useQueryClient();
  const remove = async (name: string): Promise<void> => {
    await askAccess("removeImportFile", { id: name });
    await Promise.all(touched.map((one) => cache.invalidateQueries({ queryKey: [one] })));
  };
  return (
    <table className={table.table} aria-label="Uploaded files">
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col">Uploaded</th>
          <th scope="col" className={table.number}>
            Size
          </th>
          <th scope="col">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {files.map(({ name, bytes, uploadedAt }) => (
          <tr key={name}>
            <td>
              <bdi className={table.name}>{name}</bdi>
            </td>
            <td data-label="Uploaded">{write.time(uploadedAt)}</td>
            <td data-label="Size" className={table.number}>
              {bytesText(bytes)}
            </td>
            <td className={table.acts}>
              <ConfirmButton label="Remove" about={name} question={`${name} is deleted from the server. What was imported from it stays.`} yes="Remove" act={() => remove(name)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
