import { useQuery } from "@tanstack/react-query";
import { Outlet, useNavigate, useParams, useRouter, useRouterState, useSearch } from "@tanstack/react-router";
import { type ReactNode, Suspense, lazy, useEffect, useMemo, useState } from "react";
import { ask } from "../api/ask.ts";
import { useLiveChanges } from "../api/live.ts";
import { codeOf } from "../api/problem-words.ts";
import { Failure } from "../kit/notice.tsx";
import { Tells } from "../kit/told.tsx";
import { useMay } from "../session/use-session.ts";
import { Reading } from "../words/reading.tsx";
import { AsOfControl } from "./as-of-control.tsx";
import { dayIn } from "./days.ts";
import { useLines } from "./lines.ts";
import { Navigation } from "./navigation.tsx";
import { pages } from "./pages.ts";
import { NoAccounts } from "./no-accounts.tsx";
import { type Place, PlaceContext, type ServedPack } from "./place.ts";
import styles from "./shell.module.css";
import { type ShortcutActions, useShortcuts } from "./use-shortcuts.ts";

const Palette = lazy(() => import("./palette.tsx"));
const LogActivity = lazy(() => import("../judgement/log-activity.tsx"));
const ShortcutHelp = lazy(() => import("./shortcut-help.tsx"));

/** What stands around every page of somebody who is signed in. */
export function Shell(): ReactNode {
  const pack = useQuery({ ...ask("getPack", {}), staleTime: 60_000 });
  if (codeOf(pack.error) === "not_signed_in") return <SignedOut />;
  if (pack.data) return <Around pack={pack.data} />;
  return <div className={styles.alone}>{pack.error ? <Failure error={pack.error} retry={pack.refetch} /> : <output className={styles.waiting}>Reading the scores. After a start they are computed first, which takes a moment.</output>}</div>;
}

/** Goes where people sign in, once: the way there changes the address, which must not become part of the way back. */
function SignedOut(): ReactNode {
  const navigate = useNavigate();
  const router = useRouter();
  const [to] = useState(() => router.state.location.href);
  useEffect(() => void navigate({ to: "/sign-in", search: { to }, replace: true }), [navigate, to]);
  return null;
}

function Around({ pack }: { readonly pack: ServedPack }): ReactNode {
  const { asOf: chosen } = useSearch({ from: "/shell" });
  const isTimeless = useRouterState({ select: ({ location }) => location.pathname.startsWith("/setup/") || pages.some((page) => page.isTimeless && location.pathname.startsWith(page.to)) });
  const needsAccounts = useRouterState({ select: ({ location }) => pages.some((page) => page.needsAccounts && location.pathname.startsWith(page.to)) });
  // The date stays in the address for the pages that show one.
  const asOf = isTimeless ? undefined : chosen;
  const live = useLiveChanges(asOf === undefined);
  const place = useMemo<Place>(() => ({ pack, asOf, today: asOf?.slice(0, 10) ?? dayIn(pack.timezone, Date.now()) }), [pack, asOf]);
  return (
    <Reading zone={pack.timezone}>
      <PlaceContext value={place}>
        <Tells>
          <a href="#main" className={styles.skip}>
            Skip to the page
          </a>
          <div className={styles.frame}>
            <Overlays>{(open) => <Navigation openPalette={open.palette} openHelp={open.help} />}</Overlays>
            <div className={styles.column}>
              <header className={styles.top}>
                <div id="page-title" className={styles.title} />
                {!isTimeless && <AsOfControl live={live} />}
              </header>
              <main id="main" tabIndex={-1} className={styles.main}>
                {needsAccounts && asOf === undefined && <NoAccounts />}
                <Outlet />
              </main>
            </div>
          </div>
        </Tells>
      </PlaceContext>
    </Reading>
  );
}

/** The palette and the help are read only when somebody first asks for them. */
function Overlays({ children }: { readonly children: (open: { readonly palette: () => void; readonly help: () => void }) => ReactNode }): ReactNode {
  const [palette, setPalette] = useState(0);
  const [help, setHelp] = useState(false);
  const [log, setLog] = useState(false);
  const { account } = useParams({ strict: false });
  const mayRecord = useMay("csm");
  const navigate = useNavigate();
  const open = { palette: () => setPalette((count) => count + 1), help: () => setHelp(true), log: () => setLog(true) };
  const goings = pages.flatMap(({ to, shortcut }) => (shortcut ? [[shortcut, () => void navigate({ to })]] : []));
  useLines();
  useShortcuts({ palette: open.palette, help: open.help, ...(mayRecord && { log: open.log }), ...(Object.fromEntries(goings) as ShortcutActions) });
  return (
    <>
      {children(open)}
      <Suspense>
        {palette > 0 && <Palette asked={palette} log={mayRecord ? open.log : undefined} account={account} />}
        {log && <LogActivity account={account} close={() => setLog(false)} />}
        {help && <ShortcutHelp close={() => setHelp(false)} />}
      </Suspense>
    </>
  );
}
