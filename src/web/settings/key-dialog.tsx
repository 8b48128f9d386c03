import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Scope } from "../../contract/access.ts";
import type { AccessQuestion } from "../../contract/access-routes.ts";
import { askAccess } from "../api/access.ts";
import { useAct } from "../api/use-act.ts";
import { Dialog } from "../kit/dialog.tsx";
import { Refusal } from "../kit/refusal.tsx";
import { ShownOnce } from "../kit/shown-once.tsx";
import { dayAfter } from "../shell/days.ts";
import { usePlace } from "../shell/place.ts";
import styles from "./settings.module.css";

const kinds = [
  { value: "server", label: "Send events from servers" },
  { value: "page", label: "Send events from web pages" },
  { value: "read", label: "Read scores, or record" },
];

const kindWords: Readonly<Record<string, string>> = {
  server: "May send everything, also contracts, tickets and other events that scores know by name. Keep it secret.",
  page: "Stands in the source of web pages, where anybody can read it, so it may send only what your product's users do.",
  read: "Does over the API what you choose.",
};

const scopeWords: Readonly<Record<Scope, string>> = {
  accounts: "Read accounts and their scores",
  people: "Read people of accounts and their events, which is personal data",
  pipeline: "Read how events come in",
  record: "Record what people know about accounts",
  privacy: "Forget people and accounts, and export what is held of them",
  publish: "Publish the health definition",
};

const lifetimes = [
  { value: "", label: "For ever" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
];

/** Says what a key is for; then shows it, once. */
export function KeyDialog({ close }: { readonly close: () => void }): ReactNode {
  const { today } = usePlace();
  const [name, setName] = useState("");
  const [kind, setKind] = useState("server");
  const [scopes, setScopes] = useState<readonly Scope[]>(["accounts"]);
  const [days, setDays] = useState("");
  const [text, setText] = useState<string>();
  const wish = (): AccessQuestion<"createKey"> => {
    const common = { name, ...(days !== "" && { expiresAt: `${dayAfter(today, Number(days))}T00:00:00Z` }) };
    return kind === "read" ? { kind: "read", ...common, scopes: [...scopes] } : { kind: "write", ...common, acceptsVocabulary: kind === "server" };
  };
  const make = useAct(["listKeys"], async () => setText((await askAccess("createKey", { body: wish() })).text));
  return (
    <Dialog title="New key" close={close}>
      {text === undefined ? (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            void make.run();
          }}
        >
          <TextInput label="Name" description="Where it will be used; events are listed under it as their source." value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={200} required data-autofocus />
          <NativeSelect label="What it is for" description={kindWords[kind]} data={kinds} value={kind} onChange={(event) => setKind(event.currentTarget.value)} />
          {kind === "read" && <Scopes scopes={scopes} change={setScopes} />}
          <NativeSelect label="Works" data={lifetimes} value={days} onChange={(event) => setDays(event.currentTarget.value)} />
          <Refusal text={make.problem} />
          <div className={styles.foot}>
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={make.isBusy} disabled={kind === "read" && scopes.length === 0}>
              Make the key
            </Button>
          </div>
        </form>
      ) : (
        <div className={styles.form}>
          <ShownOnce text={text} lead={`The key \`${name}\` works from now on. It is shown only now: copy it to where it is used.`} />
          {kind !== "read" && <p className={styles.hint}>The host of the tracking library is {location.origin}.</p>}
          <div className={styles.foot}>
            <Button onClick={close}>Done</Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

function Scopes({ scopes, change }: { readonly scopes: readonly Scope[]; readonly change: (scopes: readonly Scope[]) => void }): ReactNode {
  return (
    <Checkbox.Group label="What it may do" value={[...scopes]} onChange={(next) => change(next)}>
      <div className={styles.checks}>
        {Object.entries(scopeWords).map(([value, label]) => (
          <Checkbox key={value} size="xs" value={value} label={label} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
