import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { Empty, Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import table from "../kit/table.module.css";
import { Waiting } from "../kit/waiting.tsx";
import { RoleField } from "../person/role-field.tsx";
import { useWriter } from "../words/reading.tsx";
import { Next } from "./next.tsx";
import { peopleToAsk, sponsored } from "./people.ts";
import styles from "./setup.module.css";

type Account = Answer<"listAccounts">["accounts"][number];

const [mostAccounts, mostUsers, pauseMs] = [20, 200, 250];

/** Who decides and who drives it at the accounts that bring the most: the one thing about people that no system sends. */
export function PeopleStep(): ReactNode {
  const write = useWriter();
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text.trim(), pauseMs);
  const found = useQuery({ ...ask("listAccounts", { sort: "revenue", order: "descending", limit: mostAccounts, sparkline: "no", ...(asked !== "" && { text: asked }) }), placeholderData: keepPreviousData });
  const accounts = found.data?.accounts ?? [];
  const people = useQueries({ queries: accounts.map(({ account }) => ask("listUsers", { account, limit: mostUsers })) });
  const known = people.flatMap(({ data }) => (data ? [data.users] : []));
  if (found.error && !found.data) return <Failure error={found.error} retry={found.refetch} />;
  if (!found.data) return <Waiting lines={8} />;
  if (found.data.total === 0 && asked === "") return <Empty title="There are no accounts yet">Import them, or send events; then say here who is who.</Empty>;
  const isAll = known.length === accounts.length;
  return (
    <div className={styles.stack}>
      <p className={styles.lead}>
        Metrics that ask for a sponsor or a champion, such as whether executives still open reports, count only people whom somebody has named. Name one or two for each account; a person’s page changes it at any time.
      </p>
      <div className={styles.line}>
        <TextInput aria-label="Find an account" placeholder="Find an account" value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <span className={styles.hint} role="status">
          {isAll && `${write.counted(sponsored(known), "account has", "accounts have")} a sponsor, of ${write.counted(accounts.length, "account", "accounts")} shown${asked === "" ? ", those with the most revenue first" : ""}.`}
        </span>
      </div>
      {accounts.map((row, place) => (
        <People key={row.account} id={`people-${place}`} row={row} users={people[place]?.data} />
      ))}
      {accounts.length === 0 && <p className={styles.hint}>No account is called that.</p>}
      <Next from="people" />
    </div>
  );
}

function People({ id, row: { account, name }, users }: { readonly id: string; readonly row: Account; readonly users: Answer<"listUsers"> | undefined }): ReactNode {
  const write = useWriter();
  const shown = peopleToAsk(users?.users ?? []);
  return (
    <Section id={id} title={name} aside={users && write.counted(users.total, "person", "people")}>
      {!users && <Waiting lines={2} height={30} />}
      {users?.total === 0 && <p className={styles.hint}>Nobody of this customer is known yet.</p>}
      {users && shown.length > 0 && (
        <table className={`${table.table} ${styles.people}`} aria-label={`People of ${name}`}>
          <tbody>
            {shown.map((user) => (
              <tr key={user.user}>
                <td>
                  <Link to="/accounts/$account/people/$user" params={{ account, user: user.user }}>
                    <bdi>{user.name ?? user.user}</bdi>
                  </Link>
                </td>
                <td data-label="Active">{user.lastSeen === null ? "never seen" : `${write.counted(user.events30Days, "event", "events")} in 30 days`}</td>
                <td data-label="Role">
                  <RoleField holder={{ account, user: user.user, name: user.name ?? user.user, role: user.role, stamp: users }} none="None" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
