import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, Suspense, lazy, useEffect, useRef } from "react";
import { Empty } from "../kit/notice.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { useMe } from "../session/use-session.ts";
import { mayAs } from "../session/may.ts";
import { PageHead } from "../shell/page-head.tsx";
import { FilesStep } from "./files-step.tsx";
import { ImportStep } from "./import-step.tsx";
import { MeaningStep } from "./meaning-step.tsx";
import { MatchStep } from "./match-step.tsx";
import { PeopleStep } from "./people-step.tsx";
import styles from "./setup.module.css";
import { type StepId, stepOf, steps } from "./steps.ts";
import { TeamStep } from "./team-step.tsx";

const DefinitionStep = lazy(() => import("./definition-step.tsx"));

const views: Readonly<Record<StepId, () => ReactNode>> = { files: FilesStep, meaning: MeaningStep, import: ImportStep, match: MatchStep, definition: () => <DefinitionStep />, people: PeopleStep, team: TeamStep };

/** From files to a first portfolio, step by step. What was done is kept by the server, so that it can be left and taken up at any time. */
export function SetupPage(): ReactNode {
  const { step } = useParams({ from: "/shell/setup/$step" });
  const me = useMe();
  const current = stepOf(step);
  if (me && !mayAs(me.role, "administrator")) return <Around><Empty title="Administrators bring data in">Ask one of them; the settings say who they are.</Empty></Around>;
  if (!current) return <Around><Empty title="There is no step of this name">Choose one of those above.</Empty></Around>;
  const View = views[current.id];
  return (
    <Around>
      <p className={styles.lead}>{current.lead}</p>
      <Suspense fallback={<Waiting lines={6} />}>
        <View />
      </Suspense>
    </Around>
  );
}

function Around({ children }: { readonly children: ReactNode }): ReactNode {
  const list = useRef<HTMLOListElement>(null);
  const { step } = useParams({ from: "/shell/setup/$step" });
  // Where not all steps fit beside each other, the one that is shown is in sight.
  useEffect(() => {
    const [own, around] = [list.current?.querySelector<HTMLElement>("[aria-current]"), list.current];
    if (own && around) around.scrollLeft = own.offsetLeft - around.offsetLeft - 40;
  }, [step]);
  return (
    <>
      <PageHead title="Set up" />
      <div className={styles.page}>
        <nav aria-label="Steps">
          <ol className={styles.steps} ref={list}>
            {steps.map(({ id, name }, index) => (
              <li key={id}>
                <Link to="/setup/$step" params={{ step: id }} className={styles.step} activeProps={{ "data-active": true, "aria-current": "step" }}>
                  <span className={styles.number} aria-hidden="true">
                    {index + 1}
                  </span>
                  {name}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
        {children}
      </div>
    </>
  );
}
