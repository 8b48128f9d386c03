import { useQuery } from "@tanstack/react-query";
import { Navigate, Outlet, useNavigate, useRouterState, useSearch } from "@tanstack/react-router";
import { type ReactNode, Suspense, lazy, useMemo, useState } from "react";
import { ask } from "../api/ask.ts";
import { useLiveChanges } from "../api/live.ts";
import { codeOf } from "../api/problem-words.ts";
import { Failure } from "../kit/notice.tsx";
import { Reading } from "../words/reading.tsx";
import { AsOfControl } from "./as-of-control.tsx";
import { dayIn } from "./days.ts";
import { Navigation } from "./navigation.tsx";
import { type Place, PlaceContext, type ServedPack } from "./place.ts";
import styles from "./shell.module.css";
import { useShortcuts } from "./use-shortcuts.ts";

const Palette = lazy(() => import("./palette.tsx"));
const ShortcutHelp = lazy(() => import("./shortcut-help.tsx"));

/** What stands around every page of somebody who is signed in. */
export function Shell(): ReactNode {
  const pack = useQuery({ ...ask("getPack", {}), staleTime: 60_000 });
  const path = useRouterState({ select: ({ location }) => location.href });
  if (codeOf(pack.error) === "not_signed_in") return <Navigate to="/sign-in" search={{ to: path }} replace />;
  if (pack.data) return <Around pack={pack.data} />;
  return <div className={styles.alone}>{pack.error ? <Failure error={pack.error} retry={pack.refetch} /> : <output className={styles.waiting}>Reading the scores. After a start they are computed first, which takes a moment.</output>}</div>;
}

function Around({ pack }: { readonly pack: ServedPack }): ReactNode {
  const { asOf } = useSearch({ from: "/shell" });
  const live = useLiveChanges(asOf === undefined);
  const place = useMemo<Place>(() => ({ pack, asOf, today: asOf?.slice(0, 10) ?? dayIn(pack.timezone, Date.now()) }), [pack, asOf]);
  return (
    <Reading zone={pack.timezone}>
      <PlaceContext value={place}>
        <a href="#main" className={styles.skip}>
          Skip to the page
        </a>
        <div className={styles.frame}>
          <Overlays>{(open) => <Navigation openPalette={open.palette} openHelp={open.help} />}</Overlays>
          <div className={styles.column}>
            <header className={styles.top}>
              <div id="page-title" className={styles.title} />
              <AsOfControl live={live} />
            </header>
            <main id="main" tabIndex={-1} className={styles.main}>
              <Outlet />
            </main>
          </div>
        </div>
      </PlaceContext>
    </Reading>
  );
}

/** The palette and the help are read only when somebody first asks for them. */
function Overlays({ children }: { readonly children: (open: { readonly palette: () => void; readonly help: () => void }) => ReactNode }): ReactNode {
  const [palette, setPalette] = useState(0);
  const [help, setHelp] = useState(false);
  const navigate = useNavigate();
  const open = { palette: () => setPalette((count) => count + 1), help: () => setHelp(true) };
  useShortcuts({ ...open, portfolio: () => void navigate({ to: "/portfolio" }), plans: () => void navigate({ to: "/plans" }), journey: () => void navigate({ to: "/journey" }), renewals: () => void navigate({ to: "/renewals" }), benchmarks: () => void navigate({ to: "/benchmarks" }), board: () => void navigate({ to: "/board" }), definition: () => void navigate({ to: "/how-scores-work" }) });
  return (
    <>
      {children(open)}
      <Suspense>
        {palette > 0 && <Palette asked={palette} />}
        {help && <ShortcutHelp close={() => setHelp(false)} />}
      </Suspense>
    </>
  );
}
