import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Section } from "../kit/section.tsx";
import { useWriter } from "../words/reading.tsx";
import type { Person } from "./health.tsx";
import styles from "./person.module.css";
import { RoleField } from "./role-field.tsx";
import { roleText } from "./words.ts";

/** Told elsewhere on the page. */
const shownAbove: ReadonlySet<string> = new Set(["name", "role"]);

/** Who somebody is: role, accounts, since when, and everything else that was sent about them. */
export function About({ person: { user, account, accountName, accounts, asOf, note }, canChange }: { readonly person: Person; readonly canChange: boolean }): ReactNode {
  const write = useWriter();
  const traits = Object.entries(user.traits).filter(([name, value]) => value !== null && !shownAbove.has(name));
  const when = (instant: string | null): ReactNode => (instant === null ? "never" : <time dateTime={instant} title={write.day(instant)}>{write.distance(instant, asOf)}</time>);
  return (
    <Section id="about" title="About">
      <dl className={styles.about}>
        <dt>Role</dt>
        <dd>
          {canChange ? (
            <RoleField key={`${account} ${user.user}`} holder={{ account, user: user.user, name: user.name ?? user.user, role: user.role, stamp: { asOf, note } }} none="None is known" canWrite />
          ) : (
            <span title="The account's owner or a manager says it, as of now">{user.role === null ? <span className={styles.dim}>none is known</span> : <bdi>{roleText(user.role)}</bdi>}</span>
          )}
        </dd>
        <dt>{accounts.length > 1 ? "Accounts" : "Account"}</dt>
        <dd>
          <Link to="/accounts/$account" params={{ account }}>
            <bdi>{accountName}</bdi>
          </Link>
          {accounts
            .filter((other) => other !== account)
            .map((other) => (
              <span key={other}>
                {", "}
                <Link to="/accounts/$account/people/$user" params={{ account: other, user: user.user }}>
                  <bdi>{other}</bdi>
                </Link>
              </span>
            ))}
        </dd>
        <dt>First seen</dt>
        <dd>{when(user.firstSeen)}</dd>
        <dt>Last seen</dt>
        <dd>{when(user.lastSeen)}</dd>
        <dt>Id</dt>
        <dd>
          <bdi>{user.user}</bdi>
        </dd>
        {traits.map(([name, value]) => (
          <TraitLine key={name} name={name} value={String(value)} />
        ))}
      </dl>
    </Section>
  );
}

function TraitLine({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt>
        <bdi>{name}</bdi>
      </dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </>
  );
}
