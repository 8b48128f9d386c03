import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { useWriter } from "../words/reading.tsx";
import { ChangeLines } from "./change-lines.tsx";
import styles from "./preview.module.css";
import { comparedIn } from "./search.ts";

type Version = Answer<"listVersions">["versions"][number];

/** Who put what in use, when and why; and what is different between two of them. */
export function VersionHistory({ versions }: { readonly versions: readonly Version[] }): ReactNode {
  const write = useWriter();
  const search = useSearch({ from: "/shell/health-definition" });
  const navigate = useNavigate({ from: "/health-definition" });
  const compared = comparedIn(search);
  const compare = (from: number, to: number): void => void navigate({ search: { ...search, compare: `${from}-${to}` }, replace: true, resetScroll: false });
  if (versions.length === 0) {
    return (
      <Section id="versions" title="Versions">
        <p className={styles.text}>What is in use was never published. With the first change it is kept, too, so that there is a way back.</p>
      </Section>
    );
  }
  return (
    <Section id="versions" title="Versions">
      <ol className={styles.versions} aria-label="Versions">
        {versions.map(({ number, message, author, appliedAt, source, rewritesHistory }, place) => (
          <li key={number}>
            <span className={styles.number}>{number}</span>
            <span className={styles.about}>
              <bdi>{message}</bdi>
              <small>
                <bdi>{author}</bdi> · {write.time(appliedAt)} · {source === "page" ? "on this page" : "from a folder"}
                {rewritesHistory && " · tells history anew"}
                {place === 0 && <strong> · in use</strong>}
              </small>
            </span>
            {number > 1 && (
              <button type="button" className={styles.was} onClick={() => compare(number - 1, number)}>
                what changed<span className="visually-hidden"> with version {number}</span>
              </button>
            )}
          </li>
        ))}
      </ol>
      {compared && <Compared {...compared} numbers={versions.map(({ number }) => number)} compare={compare} />}
    </Section>
  );
}

interface ComparedProps {
  readonly from: number;
  readonly to: number;
  readonly numbers: readonly number[];
  readonly compare: (from: number, to: number) => void;
}

function Compared({ from, to, numbers, compare }: ComparedProps): ReactNode {
  const { data, error, refetch } = useQuery({ ...ask("compareVersions", { from, to }), staleTime: Infinity });
  const choices = numbers.map((number) => ({ value: String(number), label: `Version ${number}` }));
  return (
    <div className={styles.compared} role="group" aria-label="Comparison of two versions">
      <span className={styles.pair}>
        <NativeSelect size="xs" aria-label="From version" data={choices} value={String(from)} onChange={(event) => compare(Number(event.currentTarget.value), to)} />
        <span aria-hidden="true">→</span>
        <NativeSelect size="xs" aria-label="To version" data={choices} value={String(to)} onChange={(event) => compare(from, Number(event.currentTarget.value))} />
      </span>
      {error ? <Failure error={error} retry={refetch} /> : !data ? <Waiting lines={2} /> : data.lines.length === 0 ? <p className={styles.text}>Both mean the same.</p> : <ChangeLines lines={data.lines} />}
    </div>
  );
}
