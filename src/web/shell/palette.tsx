import { Spotlight, createSpotlight } from "@mantine/spotlight";
import { useDebouncedValue } from "@mantine/hooks";
import { IconArrowsExchange, IconHeartbeat, IconListCheck, IconNote, IconPhone } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, type ReactNode, useEffect, useState } from "react";
import { ask } from "../api/ask.ts";
import { useMay } from "../session/use-session.ts";
import { BandMark } from "../score/band.tsx";
import { bandLook } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import { furtherPages, pages } from "./pages.ts";
import { People, usePeople } from "./palette-people.tsx";
import styles from "./palette.module.css";
import { usePlace } from "./place.ts";

const [store, spotlight] = createSpotlight();
const waitMs = 90;
const mostAccounts = 8;

/** What can be begun on the page of an account. */
const deeds = [
  { open: "pulse", name: "Record a pulse", icon: IconHeartbeat },
  { open: "plan", name: "Open a plan", icon: IconListCheck },
  { open: "note", name: "Write a note", icon: IconNote },
  { open: "owner", name: "Hand over an account", icon: IconArrowsExchange },
] as const;
type Deed = (typeof deeds)[number];
const logName = "Log activity";

/** Opens the first line that is offered, if there is one. */
function openFirst(dialog: Element): boolean {
  const first = dialog.querySelector<HTMLElement>(".mantine-Spotlight-action");
  first?.click();
  return first !== null;
}

/** Accounts and people by any text, pages and what can be done by name. Opens each time that `asked` is another number. */
export default function Palette({ asked, log, account }: { readonly asked: number; readonly log: (() => void) | undefined; readonly account: string | undefined }): ReactNode {
  const [text, setText] = useState("");
  const [deed, setDeed] = useState<Deed>();
  // The dialog in which Enter was pressed before there was an answer: its first line is meant.
  const [hurried, setHurried] = useState<Element>();
  const press = ({ key, currentTarget }: KeyboardEvent): void => {
    const dialog = currentTarget.closest("[role=dialog]");
    // What came after the last letter isn't chosen yet, and the kit opens only what is.
    const isMine = key === "Enter" && dialog?.querySelector("[data-selected]") === null;
    setHurried(isMine && !openFirst(dialog) ? dialog : undefined);
  };
  useEffect(() => {
    setDeed(undefined);
    setHurried(undefined);
    spotlight.open();
  }, [asked]);
  const choose = (chosen: Deed): void => {
    setDeed(chosen);
    setHurried(undefined);
    setText("");
  };
  return (
    <Spotlight.Root store={store} query={text} onQueryChange={setText} shortcut={null} overlayProps={{ backgroundOpacity: 0.4, blur: 0 }} attributes={{ content: { "aria-label": "Find" } }} scrollable maxHeight={420} transitionProps={{ duration: 0 }}>
      <Spotlight.Search placeholder={deed ? `${deed.name}: for which account?` : "Account, person, page or what to do"} aria-label="Find an account, a person or a page" onKeyDown={press} />
      <Spotlight.ActionsList aria-label="What was found">
        <Found text={text} log={log} account={account} deed={deed} choose={choose} hurried={hurried} calm={() => setHurried(undefined)} />
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

interface FoundProps {
  readonly text: string;
  /** Absent for who may only read. */
  readonly log: (() => void) | undefined;
  /** Of the page on which it was asked for, if any. */
  readonly account: string | undefined;
  /** What an account is looked for to do. */
  readonly deed: Deed | undefined;
  readonly choose: (deed: Deed) => void;
  /** Where the first line is to be opened as soon as it is there. */
  readonly hurried: Element | undefined;
  /** Told once it was opened. */
  readonly calm: () => void;
}

function Found({ text, log, account: here, deed, choose, hurried, calm }: FoundProps): ReactNode {
  const navigate = useNavigate();
  const write = useWriter();
  const { asOf } = usePlace();
  const [isAdministrator, mayRecord] = [useMay("administrator"), useMay("csm")];
  const [asked] = useDebouncedValue(text.trim(), waitMs);
  const found = useQuery({
    ...ask("listAccounts", { ...(asked !== "" && { text: asked }), ...(asOf !== undefined && !deed && { asOf }), limit: mostAccounts, sparkline: "no" }),
    placeholderData: keepPreviousData,
  });
  const fits = ({ name }: { readonly name: string }): boolean => name.toLowerCase().includes(text.trim().toLowerCase());
  const fitting = deed ? [] : [...pages, ...(isAdministrator ? furtherPages : [])].filter(fits);
  const canLog = !deed && log !== undefined && fits({ name: logName });
  const canDo = deed || !mayRecord ? [] : deeds.filter(fits);
  const { people, isPending } = usePeople({ asked, text: text.trim(), isWanted: !deed });
  // What is said or begun counts from now on, whatever date the page shows.
  const go = (account: string, { open }: Partial<Deed> = {}): void => void navigate({ to: "/accounts/$account", params: { account }, search: (before) => (open ? { asOf: undefined, open } : { asOf: before.asOf }) });
  // Until the answer to the last letter is there, nothing is offered that Enter shouldn't open.
  const isOld = asked !== text.trim() || found.isPlaceholderData || found.isPending;
  const accounts = (found.data?.accounts ?? []).filter((row) => !isOld || fits(row));
  useEffect(() => {
    if (hurried && !isOld && openFirst(hurried)) calm();
    // People are answered after the rest, and may be all there is.
  }, [hurried, isOld, isPending, calm]);
  return (
    <>
      {accounts.length > 0 && (
        <Spotlight.ActionsGroup label={asked === "" ? "Lowest scores" : "Accounts"}>
          {accounts.map(({ account, name, band, score, owner }) => (
            <Spotlight.Action key={account} onClick={() => go(account, deed)}>
              <span className={styles.line}>
                <BandMark band={band} />
                <bdi className={styles.name}>{name}</bdi>
                <bdi className={styles.owner}>{owner}</bdi>
                <span className={styles.score} title={bandLook[band].word}>
                  {write.score(score)}
                </span>
              </span>
            </Spotlight.Action>
          ))}
        </Spotlight.ActionsGroup>
      )}
      {fitting.length > 0 && (
        <Spotlight.ActionsGroup label="Pages">
          {fitting.map(({ to, name, icon: Icon }) => (
            <Spotlight.Action key={to} onClick={() => void navigate({ to })}>
              <span className={styles.line}>
                <Icon size={16} stroke={1.7} aria-hidden="true" />
                {name}
              </span>
            </Spotlight.Action>
          ))}
        </Spotlight.ActionsGroup>
      )}
      {(canLog || canDo.length > 0) && (
        <Spotlight.ActionsGroup label="To do">
          {canLog && (
            <Spotlight.Action onClick={() => log?.()}>
              <span className={styles.line}>
                <IconPhone size={16} stroke={1.7} aria-hidden="true" />
                {logName}
              </span>
            </Spotlight.Action>
          )}
          {canDo.map((one) => (
            <Spotlight.Action key={one.open} closeSpotlightOnTrigger={here !== undefined} onClick={() => (here === undefined ? choose(one) : go(here, one))}>
              <span className={styles.line}>
                <one.icon size={16} stroke={1.7} aria-hidden="true" />
                {one.name}
              </span>
            </Spotlight.Action>
          ))}
        </Spotlight.ActionsGroup>
      )}
      <People people={people} />
      {accounts.length + people.length + fitting.length + canDo.length === 0 && !canLog && <Spotlight.Empty>{isOld || isPending ? "Looking…" : deed ? "No account is called that." : "No account, person or page is called that."}</Spotlight.Empty>}
    </>
  );
}
