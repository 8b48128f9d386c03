import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Question } from "../../contract/routes.ts";
import { askOnce } from "../api/ask.ts";
import { Failure } from "../kit/notice.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { useWriter } from "../words/reading.tsx";
import type { Answer } from "../../contract/routes.ts";
import { propertyText } from "./property-text.ts";
import styles from "./event-list.module.css";

type Asking = Omit<Question<"listEvents">, "cursor" | "limit">;

interface Props {
  readonly question: Asking;
  /** What to say when there is no event. */
  readonly none: string;
}

const [first, more] = [12, 100];

/** Events, the latest first, and more of them on request. */
export function EventList({ question, none }: Props): ReactNode {
  const write = useWriter();
  const list = useInfiniteQuery({
    queryKey: ["listEvents", question],
    queryFn: ({ pageParam, signal }) => askOnce("listEvents", { ...question, limit: pageParam === undefined ? first : more, ...(pageParam !== undefined && { cursor: pageParam }) }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  if (list.error && !list.data) return <Failure error={list.error} retry={list.refetch} />;
  if (!list.data) return <Waiting lines={6} />;
  const events = list.data.pages.flatMap((page) => page.events);
  const total = list.data.pages[0]?.total ?? 0;
  if (events.length === 0) return <p className={styles.none}>{none}</p>;
  return (
    <div className={styles.list}>
      <ol>
        {events.map((event) => (
          <EventLine key={event.messageId} account={question.account} isOfOne={question.user !== undefined} event={event} asOf={list.data.pages[0]?.asOf ?? event.time} />
        ))}
      </ol>
      <div className={styles.more}>
        <span className={styles.dim}>
          {write.count(events.length)} of {write.counted(total, "event", "events")}
        </span>
        {list.hasNextPage && (
          <Button variant="subtle" size="compact-xs" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        )}
      </div>
    </div>
  );
}

function EventLine({ account, isOfOne, event: { name, user, time, properties }, asOf }: { readonly account: string; readonly isOfOne: boolean; readonly event: Answer<"listEvents">["events"][number]; readonly asOf: string }): ReactNode {
  const write = useWriter();
  const said = Object.entries(properties).map(([key, value]) => propertyText(key, value, write));
  return (
    <li className={styles.event}>
      <time dateTime={time}>{write.shortTime(time, asOf)}</time>
      <span className={styles.what}>
        <bdi className={styles.name}>{name.replaceAll("_", " ")}</bdi>
        {user !== null && !isOfOne && (
          <Link to="/accounts/$account/people/$user" params={{ account, user }} className={styles.user}>
            <bdi>{user}</bdi>
          </Link>
        )}
        {said.length > 0 && <bdi className={styles.properties}>{said.join(" · ")}</bdi>}
      </span>
    </li>
  );
}
