import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { useWriter } from "../words/reading.tsx";
import styles from "./today.module.css";

interface Asked<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

interface ListProps<T, I> {
  readonly id: string;
  readonly title: string;
  readonly asked: Asked<T>;
  readonly items: (data: T) => readonly I[];
  /** How many there are, also of those that aren't shown. */
  readonly total: (data: T) => number;
  readonly line: (item: I) => ReactNode;
  /** What is said where there is nothing; without it the section isn't there then. */
  readonly none?: string;
  /** The way to all of them. */
  readonly more?: ReactNode;
}

/** One kind of thing that waits for somebody. */
export function TodayList<T, I>({ id, title, asked, items, total, line, none, more }: ListProps<T, I>): ReactNode {
  const write = useWriter();
  const { data } = asked;
  const found = data && items(data);
  // What may be nothing comes when it is known, so that nothing is shown only to vanish.
  const isPerhapsNothing = none === undefined && !asked.error;
  if (isPerhapsNothing && (found === undefined || found.length === 0)) return null;
  return (
    <Section id={id} title={title} aside={data && total(data) > 0 ? write.count(total(data)) : undefined}>
      {asked.error !== null && !data && <Failure error={asked.error} retry={asked.refetch} />}
      {asked.error === null && !data && <Waiting lines={3} height={46} />}
      {found?.length === 0 && <p className={styles.none}>{none}</p>}
      <ul className={styles.lines}>{found?.map(line)}</ul>
      {found && found.length > 0 && more}
    </Section>
  );
}

/** An account by its name, with what is said of it below and beside. */
export function AccountLine({ account, name, under, children }: { readonly account: string; readonly name: string; readonly under?: ReactNode; readonly children?: ReactNode }): ReactNode {
  return (
    <li className={styles.line}>
      <span>
        <Link to="/accounts/$account" params={{ account }} className={styles.name} data-line="">
          <bdi>{name}</bdi>
        </Link>
        {under !== undefined && <span className={styles.under}>{under}</span>}
      </span>
      <span className={styles.right}>{children}</span>
    </li>
  );
}
