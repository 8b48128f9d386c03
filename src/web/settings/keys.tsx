import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { IconKey } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { Scope } from "../../contract/access.ts";
import type { AccessAnswer } from "../../contract/access-routes.ts";
import { askAccess } from "../api/access.ts";
import { ConfirmButton } from "../kit/confirm-button.tsx";
import { Empty, Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { line } from "../kit/line.ts";
import table from "../kit/table.module.css";
import { Waiting } from "../kit/waiting.tsx";
import { useWriter } from "../words/reading.tsx";
import { KeyDialog } from "./key-dialog.tsx";
import { type KeyState, keyStates, stateOfKey } from "./key-state.ts";
import styles from "./settings.module.css";

type Key = AccessAnswer<"listKeys">["keys"][number];

/** What programs come in with: some send events, some read scores. */
export function Keys(): ReactNode {
  const [isMaking, setMaking] = useState(false);
  const [all, setAll] = useState(false);
  const write = useWriter();
  const found = useQuery({ queryKey: ["listKeys"], queryFn: () => askAccess("listKeys") });
  const keys = (found.data?.keys ?? []).map((key) => ({ key, state: stateOfKey(key, Date.now()) }));
  const shown = keys.filter(({ state }) => all || state === "works");
  const closed = keys.length - keys.filter(({ state }) => state === "works").length;
  return (
    <>
      <Section
        id="keys"
        title="Keys"
        aside={
          <Button leftSection={<IconKey size={15} aria-hidden="true" />} onClick={() => setMaking(true)}>
            New key
          </Button>
        }
      >
        <p className={styles.hint}>Write keys let libraries and servers send events; read keys let programs ask for scores. Only the beginning of a key is kept.</p>
        {found.error && !found.data && <Failure error={found.error} retry={found.refetch} />}
        {found.isPending && <Waiting lines={4} height={46} />}
        {found.data && shown.length === 0 && <Empty title="No key works at the moment">Make a write key to send events from your product.</Empty>}
        {shown.length > 0 && <KeyTable keys={shown} />}
        {closed > 0 && (
          <Button variant="subtle" size="compact-xs" onClick={() => setAll(!all)}>
            {all ? "Hide keys that open nothing" : `Show ${write.counted(closed, "key", "keys")} that ${closed === 1 ? "opens" : "open"} nothing any more`}
          </Button>
        )}
      </Section>
      {isMaking && <KeyDialog close={() => setMaking(false)} />}
    </>
  );
}

function KeyTable({ keys }: { readonly keys: readonly { readonly key: Key; readonly state: KeyState }[] }): ReactNode {
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Opens</th>
          <th scope="col">Made</th>
          <th scope="col">Last used</th>
          <th scope="col"><span className="visually-hidden">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        {keys.map(({ key, state }) => (
          <KeyLine key={key.id} it={key} state={state} />
        ))}
      </tbody>
    </table>
  );
}

function KeyLine({ it, state }: { readonly it: Key; readonly state: KeyState }): ReactNode {
  const write = useWriter();
  const cache = useQueryClient();
  const { id, name, prefix, createdAt, createdBy, expiresAt, lastUsedAt } = it;
  return (
    <tr {...line}>
      <td>
        <bdi className={table.name}>{name}</bdi>
        <span className={table.under}>
          {prefix !== "" && <code>{prefix}…</code>} {state === "works" ? expiresAt !== undefined && `until ${write.day(expiresAt)}` : keyStates[state]}
        </span>
      </td>
      <td data-label="Opens">{opens(it)}</td>
      <td data-label="Made">
        <span className={table.nowrap}>{write.day(createdAt)}</span>
        {createdBy !== undefined && <bdi className={table.under}>{createdBy}</bdi>}
      </td>
      <td data-label="Last used" className={table.nowrap}>{lastUsedAt === undefined ? <span className={table.dim}>never</span> : <time dateTime={lastUsedAt}>{write.distance(lastUsedAt, new Date().toISOString())}</time>}</td>
      <td className={table.acts}>
        {state !== "revoked" && <ConfirmButton label="Revoke" about={name} question={`Whatever uses the key \`${name}\` is refused from now on, for ever.`} yes="Revoke" act={async () => (await askAccess("revokeKey", { id }), await cache.invalidateQueries({ queryKey: ["listKeys"] }))} />}
      </td>
    </tr>
  );
}

const scopeWords: Readonly<Record<Scope, string>> = { accounts: "reading accounts and scores", people: "reading people and events", pipeline: "reading how events come in", record: "recording about accounts", privacy: "forgetting and exporting people and accounts", publish: "publishing the health definition" };

function opens(key: Key): string {
  if (key.kind === "write") return key.acceptsVocabulary ? "sending events" : "sending events of web pages";
  return key.scopes.map((scope) => scopeWords[scope]).join(", ");
}
