import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { stateWords } from "../person/words.ts";
import { BandMark } from "../score/band.tsx";
import { useWriter } from "../words/reading.tsx";
import { useAccount } from "./account-view.ts";
import styles from "./side.module.css";

const [few, many] = [6, 500];

/** The customer's people: who decides, who works with it, and when each was last seen. */
export function People(): ReactNode {
  const write = useWriter();
  const { data, instant } = useAccount();
  const [all, setAll] = useState(false);
  const users = useQuery(ask("listUsers", { account: data.row.account, ...instant, limit: many, health: "yes" }));
  const sorted = (users.data?.users ?? []).toSorted((left, right) => rankOf(left.role) - rankOf(right.role));
  const shown = all ? sorted : sorted.slice(0, few);
  return (
    <Section id="people" title="People" aside={users.data && write.count(users.data.total)}>
      {users.error && !users.data && <Failure error={users.error} retry={users.refetch} />}
      {users.data?.users.length === 0 && <p className={styles.hint}>Nobody of this customer is known yet. People appear with the first event that names them.</p>}
      {users.isPending && <Waiting lines={5} height={46} />}
      <ul className={styles.lines}>
        {shown.map((user) => (
          <Person key={user.user} user={user} account={data.row.account} asOf={data.asOf} />
        ))}
      </ul>
      {sorted.length > few && (
        <Button variant="subtle" size="compact-xs" onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${write.count(sorted.length)}`}
        </Button>
      )}
    </Section>
  );
}

const ranks = ["executive_sponsor", "champion", "admin"];

const rankOf = (role: string | null): number => (role !== null && ranks.includes(role) ? ranks.indexOf(role) : ranks.length);

function Person({ user: { user, name, role, lastSeen, health }, account, asOf }: { readonly user: Answer<"listUsers">["users"][number]; readonly account: string; readonly asOf: string }): ReactNode {
  const write = useWriter();
  return (
    <li>
      <span>
        <Link to="/accounts/$account/people/$user" params={{ account, user }} className={styles.name}>
          <bdi>{name ?? user}</bdi>
        </Link>
        {role !== null && <bdi className={styles.small}>{role.replaceAll("_", " ")}</bdi>}
      </span>
      <span className={styles.right}>
        {lastSeen === null ? <span className={styles.dim}>never seen</span> : <time dateTime={lastSeen}>{write.distance(lastSeen, asOf)}</time>}
        {health && health.state !== "never_seen" && (
          <span className={styles.small}>
            <BandMark band={health.band} size={10} /> {stateWords[health.state]}
          </span>
        )}
      </span>
    </li>
  );
}
