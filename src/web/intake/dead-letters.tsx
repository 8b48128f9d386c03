import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { AccessAnswer, AccessQuestion } from "../../contract/access-routes.ts";
import { askAccess } from "../api/access.ts";
import { useAct } from "../api/use-act.ts";
import { ConfirmButton } from "../kit/confirm-button.tsx";
import { Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import table from "../kit/table.module.css";
import { useTell } from "../kit/told.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { useMay } from "../session/use-session.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./data.module.css";
import { shownCall } from "./shown-call.ts";

type Letter = AccessAnswer<"listDeadLetters">["letters"][number];
type Choice = AccessQuestion<"replayDeadLetters">;

const touched = ["listDeadLetters", "getPipeline"];
const everyMs = 10_000;

/** Calls that were taken and couldn't be stored: why, what was sent, and what should become of them. */
export function DeadLetters(): ReactNode {
  const write = useWriter();
  const { code } = useSearch({ from: "/shell/data" });
  const navigate = useNavigate();
  const found = useQuery({ queryKey: ["listDeadLetters", code], queryFn: () => askAccess("listDeadLetters", { query: code === undefined ? {} : { code } }), refetchInterval: everyMs });
  const { letters = [], codes = [], total = 0 } = found.data ?? {};
  const choose = (next: string | undefined): void => void navigate({ to: "/data", search: ({ code: _before, ...rest }: { code?: string }) => ({ ...rest, ...(next !== undefined && { code: next }) }), resetScroll: false });
  return (
    <Section id="dead-letters" title="Calls that couldn't be stored" aside={total > 0 && <Decide choice={code === undefined ? { all: true } : { code }} count={total} what={code === undefined ? "all" : "these"} />}>
      {found.error && !found.data && <Failure error={found.error} retry={found.refetch} />}
      {found.isPending && <Waiting lines={3} height={46} />}
      {found.data && total === 0 && code === undefined && <p className={styles.hint}>None waits for a decision. What is taken and then can&#39;t be stored is kept here with its reason.</p>}
      {(codes.length > 1 || code !== undefined) && (
        <div className={styles.filters}>
          {codes.map((one) => (
            <Button key={one.code} variant={one.code === code ? "light" : "default"} size="compact-sm" aria-pressed={one.code === code} onClick={() => choose(one.code === code ? undefined : one.code)}>
              {one.code.replaceAll("_", " ")} {write.count(one.letters)}
            </Button>
          ))}
          {code !== undefined && codes.every((one) => one.code !== code) && (
            <Button variant="default" size="compact-sm" onClick={() => choose(undefined)}>
              Show all
            </Button>
          )}
        </div>
      )}
      {letters.length > 0 && <LetterTable letters={letters} />}
      {total > letters.length && <p className={styles.hint}>The oldest {write.count(letters.length)} of {write.count(total)} are shown.</p>}
    </Section>
  );
}

function LetterTable({ letters }: { readonly letters: readonly Letter[] }): ReactNode {
  const write = useWriter();
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">Why</th>
          <th scope="col">Source</th>
          <th scope="col">Received</th>
          <th scope="col"><span className="visually-hidden">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        {letters.map(({ id, field, reason, source, receivedAt, call }) => (
          <tr key={id}>
            <td>
              <bdi className={table.name}>{field === "" ? reason : `${field} ${reason}`}</bdi>
              <details className={styles.letter}>
                <summary data-line="">What was sent</summary>
                <pre className={styles.call}>{shownCall(call)}</pre>
              </details>
            </td>
            <td data-label="Source">
              <bdi>{source}</bdi>
            </td>
            <td data-label="Received" className={table.nowrap}>{write.time(receivedAt)}</td>
            <td className={table.acts}>
              <Decide choice={{ ids: [id] }} count={1} what="" about={`the call of ${source} at ${write.time(receivedAt)}`} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Sending again does no harm: what was stored already is noticed. Deleting does, so it is asked about. */
function Decide({ choice, count, what, about }: { readonly choice: Choice; readonly count: number; readonly what: string; readonly about?: string }): ReactNode {
  const write = useWriter();
  const tell = useTell();
  const cache = useQueryClient();
  const isAdministrator = useMay("administrator");
  const replay = useAct(touched, async () => {
    const { replayed, isFull } = await askAccess("replayDeadLetters", { body: choice });
    tell({ text: isFull ? `${write.counted(replayed, "call", "calls")} sent again; the journal takes no more at the moment` : `${write.counted(replayed, "call", "calls")} sent again; what still can't be stored comes back` });
  });
  const discard = async (): Promise<void> => {
    const { discarded } = await askAccess("discardDeadLetters", { body: choice });
    tell({ text: `${write.counted(discarded, "call", "calls")} deleted` });
    await Promise.all(touched.map((name) => cache.invalidateQueries({ queryKey: [name] })));
  };
  return (
    <>
      {replay.problem !== undefined && (
        <span role="alert" className={styles.warn}>
          {replay.problem}
        </span>
      )}
      <Button variant="subtle" size="compact-sm" loading={replay.isBusy} onClick={() => void replay.run()}>
        Send {what} again
        {about !== undefined && <span className="visually-hidden">: {about}</span>}
      </Button>
      {isAdministrator && <ConfirmButton label={`Delete ${what}`} {...(about !== undefined && { about })} question={`${write.counted(count, "call is", "calls are")} deleted with everything in ${count === 1 ? "it" : "them"}. That can't be taken back.`} yes="Delete" act={discard} />}
    </>
  );
}
