import { Spotlight, createSpotlight } from "@mantine/spotlight";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPhone } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, type ReactNode, useEffect, useState } from "react";
import { ask } from "../api/ask.ts";
import { useMay } from "../session/use-session.ts";
import { BandMark } from "../score/band.tsx";
import { bandLook } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import { furtherPages, pages } from "./pages.ts";
import styles from "./palette.module.css";
import { usePlace } from "./place.ts";

const [store, spotlight] = createSpotlight();
const waitMs = 90;
const mostAccounts = 8;
const logName = "Log activity";

/** What came after the last letter isn't chosen yet: Enter means the first of it. */
function openFirst(event: KeyboardEvent<HTMLInputElement>): void {
  const dialog = event.currentTarget.closest("[role=dialog]");
  if (event.key !== "Enter" || dialog?.querySelector("[data-selected]")) return;
  dialog?.querySelector<HTMLElement>(".mantine-Spotlight-action")?.click();
}

/** Accounts by any text and pages by name. Opens each time that `asked` is another number. */
export default function Palette({ asked, log }: { readonly asked: number; readonly log: () => void }): ReactNode {
  const [text, setText] = useState("");
  useEffect(() => spotlight.open(), [asked]);
  return (
    <Spotlight.Root store={store} query={text} onQueryChange={setText} shortcut={null} overlayProps={{ backgroundOpacity: 0.4, blur: 0 }} attributes={{ content: { "aria-label": "Find" } }} scrollable maxHeight={420} transitionProps={{ duration: 0 }}>
      <Spotlight.Search placeholder="Account, id, owner or page" aria-label="Find an account or a page" onKeyDown={openFirst} />
      <Spotlight.ActionsList aria-label="What was found">
        <Found text={text} log={log} />
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function Found({ text, log }: { readonly text: string; readonly log: () => void }): ReactNode {
  const navigate = useNavigate();
  const write = useWriter();
  const { asOf } = usePlace();
  const isAdministrator = useMay("administrator");
  const [asked] = useDebouncedValue(text.trim(), waitMs);
  const found = useQuery({
    ...ask("listAccounts", { ...(asked !== "" && { text: asked }), ...(asOf !== undefined && { asOf }), limit: mostAccounts, sparkline: "no" }),
    placeholderData: keepPreviousData,
  });
  const fits = ({ name }: { readonly name: string }): boolean => name.toLowerCase().includes(text.trim().toLowerCase());
  const fitting = [...pages, ...(isAdministrator ? furtherPages : [])].filter(fits);
  const canLog = fits({ name: logName });
  // Until the answer to the last letter is there, nothing is offered that Enter shouldn't open.
  const isOld = asked !== text.trim() || found.isPlaceholderData;
  const accounts = (found.data?.accounts ?? []).filter((row) => !isOld || fits(row));
  return (
    <>
      {accounts.length > 0 && (
        <Spotlight.ActionsGroup label={asked === "" ? "Lowest scores" : "Accounts"}>
          {accounts.map(({ account, name, band, score, owner }) => (
            <Spotlight.Action key={account} onClick={() => void navigate({ to: "/accounts/$account", params: { account } })}>
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
      {canLog && (
        <Spotlight.ActionsGroup label="To do">
          <Spotlight.Action onClick={log}>
            <span className={styles.line}>
              <IconPhone size={16} stroke={1.7} aria-hidden="true" />
              {logName}
            </span>
          </Spotlight.Action>
        </Spotlight.ActionsGroup>
      )}
      {accounts.length === 0 && fitting.length === 0 && !canLog && <Spotlight.Empty>{found.isPending ? "Looking…" : "No account and no page is called that."}</Spotlight.Empty>}
    </>
  );
}
