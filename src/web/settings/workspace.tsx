import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { askAccess } from "../api/access.ts";
import { useAct } from "../api/use-act.ts";
import { Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { useTell } from "../kit/told.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { useMay } from "../session/use-session.ts";
import { usePlace } from "../shell/place.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./settings.module.css";

/** What the workspace is called, and what its health definition settles for it. */
export function Workspace(): ReactNode {
  const { pack } = usePlace();
  const write = useWriter();
  const found = useQuery({ queryKey: ["getWorkspace"], queryFn: () => askAccess("getWorkspace") });
  const isAdministrator = useMay("administrator");
  if (found.error && !found.data) return <Failure error={found.error} retry={found.refetch} />;
  if (!found.data) return <Waiting lines={6} />;
  const { id, name, createdAt } = found.data;
  return (
    <>
      <Section id="workspace" title="Workspace">
        {isAdministrator ? <NameForm key={name} name={name} /> : null}
        <dl className={styles.facts}>
          {!isAdministrator && (
            <>
              <dt>Name</dt>
              <dd>
                <bdi>{name}</bdi>
              </dd>
            </>
          )}
          <dt>Id</dt>
          <dd>
            <code>{id}</code>
          </dd>
          <dt>Here since</dt>
          <dd>{write.day(createdAt)}</dd>
        </dl>
      </Section>
      <Section id="definition" title="Settled by the health definition">
        <p className={styles.hint}>These change with the health definition, so that every past score can be computed again as it was.</p>
        <dl className={styles.facts}>
          <dt>Health definition</dt>
          <dd>
            <Link to="/how-scores-work">
              <bdi>{pack.name}</bdi>
            </Link>
          </dd>
          <dt>Version</dt>
          <dd>
            <code>{pack.version}</code>
          </dd>
          <dt>Time zone</dt>
          <dd>{pack.timezone}: days begin and end there</dd>
          <dt>Currency</dt>
          <dd>{pack.currency}: revenue is summed in it</dd>
        </dl>
      </Section>
    </>
  );
}

function NameForm({ name }: { readonly name: string }): ReactNode {
  const tell = useTell();
  const [text, setText] = useState(name);
  const rename = useAct(["getWorkspace"], (next: string) => askAccess("changeWorkspace", { body: { name: next } }));
  const submit = async (): Promise<void> => {
    if (await rename.run(text)) tell({ text: `The workspace is called ${text} now`, undo: async () => void (await rename.run(name)) });
  };
  return (
    <form
      className={styles.line}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextInput label="Name" value={text} onChange={(event) => setText(event.currentTarget.value)} maxLength={200} required error={rename.problem} />
      <Button type="submit" size="xs" variant="default" loading={rename.isBusy} disabled={text.trim() === name || text.trim() === ""}>
        Save
      </Button>
    </form>
  );
}
