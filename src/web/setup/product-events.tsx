import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { askAccess } from "../api/access.ts";
import { ask } from "../api/ask.ts";
import { useAct } from "../api/use-act.ts";
import { Refusal } from "../kit/refusal.tsx";
import { Section } from "../kit/section.tsx";
import { ShownOnce } from "../kit/shown-once.tsx";
import { useWriter } from "../words/reading.tsx";
import styles from "./setup.module.css";

/** The other way in: what the product itself sends, as it happens. */
export function ProductEvents(): ReactNode {
  const write = useWriter();
  const [key, setKey] = useState<string>();
  const name = `setup ${new Date().toISOString().slice(0, 16).replace("T", " ")}`;
  const make = useAct(["listKeys"], async () => setKey((await askAccess("createKey", { body: { kind: "write", name, acceptsVocabulary: true } })).text));
  const pipeline = useQuery({ ...ask("getPipeline", {}), refetchInterval: 2000, enabled: key !== undefined });
  return (
    <Section id="events" title="Or events from your product" aside={pipeline.data && `${write.counted(pipeline.data.received, "event", "events")} received since the start`}>
      <p className={styles.hint}>Segment’s and RudderStack’s libraries work as they are: give them this server’s address and a write key. Files and events can be mixed; an event names the account as the files do.</p>
      {key === undefined ? (
        <>
          <Button variant="default" loading={make.isBusy} onClick={() => void make.run()}>
            Make a write key
          </Button>
          <Refusal text={make.problem} />
        </>
      ) : (
        <>
          <ShownOnce text={key} lead="This key works from now on. It is shown only now: copy it to where it is used." />
          <p className={styles.hint}>Try it from a shell; the number above moves as soon as it is taken:</p>
          <pre className={styles.code} tabIndex={0} aria-label="How an event is sent">{snippet(location.origin)}</pre>
        </>
      )}
    </Section>
  );
}

const snippet = (origin: string): string => `curl ${origin}/v1/track -u "$WRITE_KEY:" -H 'content-type: application/json' -d '{
  "event": "report viewed", "userId": "u1",
  "context": { "groupId": "A1" }
}'`;
