import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Attribution } from "../../events/fact.ts";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { line } from "../kit/line.ts";
import table from "../kit/table.module.css";
import { Waiting } from "../kit/waiting.tsx";
import { usePlace } from "../shell/place.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./data.module.css";
import { whyNotSeen } from "./why-not-seen.ts";

type Found = Answer<"getAccountPipeline">;

/** What of an account arrived lately, how it came to belong to it, and what counts it. */
export function WhyNotSeen(): ReactNode {
  const { account } = useSearch({ from: "/shell/data" });
  const navigate = useNavigate();
  const [text, setText] = useState(account ?? "");
  const show = (): void => void navigate({ to: "/data", search: (before: object) => ({ ...before, account: text.trim() }), resetScroll: false });
  return (
    <Section id="why" title="Why don't I see it?">
      <form
        className={styles.ask}
        onSubmit={(event) => {
          event.preventDefault();
          show();
        }}
      >
        <TextInput size="xs" label="Id of an account" description="As your product sends it" value={text} onChange={(event) => setText(event.currentTarget.value)} maxLength={1000} required />
        <Button type="submit" variant="default">
          Look
        </Button>
      </form>
      {account !== undefined && <Answered account={account} />}
    </Section>
  );
}

function Answered({ account }: { readonly account: string }): ReactNode {
  const write = useWriter();
  const found = useQuery(ask("getAccountPipeline", { account, limit: 20 }));
  if (found.error && !found.data) return <Failure error={found.error} retry={found.refetch} />;
  if (!found.data) return <Waiting lines={4} />;
  const { verdict, todo } = whyNotSeen(found.data);
  return (
    <div aria-live="polite">
      <p className={styles.verdict}>{verdict}</p>
      <p className={styles.hint}>
        {todo}{" "}
        {found.data.isKnown && (
          <Link to="/accounts/$account" params={{ account: found.data.account }}>
            Open the account
          </Link>
        )}
      </p>
      {found.data.elsewhere.map((other) => (
        <p key={`${other.why} ${other.account}`} className={styles.hint}>
          {write.counted(other.events, "event", "events")} {elsewhereWords[other.why]}{" "}
          <Link to="/accounts/$account" params={{ account: other.account }}>
            <bdi>{other.account}</bdi>
          </Link>
        </p>
      ))}
      {found.data.events.length > 0 && <Arrivals found={found.data} />}
    </div>
  );
}

const elsewhereWords: Readonly<Record<Found["elsewhere"][number]["why"], string>> = {
  match: "sent under this id lie where the id was matched:",
  membership: "of its users, which no call gave to an account, lie where the users were then:",
};

const attributionWords: Readonly<Record<Attribution, string>> = {
  explicit: "the call named it",
  group: "the call's context named it",
  membership: "its user was in it then",
  first_membership: "its user came into it later",
  none: "not known",
};

function Arrivals({ found }: { readonly found: Found }): ReactNode {
  const write = useWriter();
  const { pack } = usePlace();
  const nameOf = (id: string): string => pack.metrics.find(({ metric }) => metric === id)?.name ?? id;
  return (
    <table className={table.table}>
      <caption className="visually-hidden">Events that arrived last</caption>
      <thead>
        <tr>
          <th scope="col">Event</th>
          <th scope="col">Happened</th>
          <th scope="col">Came through</th>
          <th scope="col">Belongs to it</th>
          <th scope="col">Counted by</th>
        </tr>
      </thead>
      <tbody>
        {found.events.map(({ messageId, name, time, source, attribution, record, withdrawnAt, metrics }) => (
          <tr key={messageId} {...line}>
            <td>
              <bdi className={table.name}>{name.replaceAll("_", " ")}</bdi>
            </td>
            <td data-label="Happened" className={table.nowrap}>{write.time(time)}</td>
            <td data-label="Came through">
              <bdi>{source}</bdi>
            </td>
            <td data-label="Belongs to it">{record === null ? attributionWords[attribution] : <><bdi>{record}</bdi> was matched with it</>}</td>
            <td data-label="Counted by">{metrics.length === 0 ? <span className={table.dim}>{withdrawnAt === null ? "no metric" : `no metric: taken back on ${write.day(withdrawnAt)}`}</span> : <bdi>{metrics.map(nameOf).join(", ")}</bdi>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
