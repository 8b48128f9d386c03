import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect, retainSearchParams } from "@tanstack/react-router";
import { readAccountSearch } from "./account/search.ts";
import { readBenchmarksSearch } from "./benchmarks/search.ts";
import { readBoardSearch } from "./board/search.ts";
import { readRenewalsSearch } from "./renewals/search.ts";
import { readJourneySearch } from "./journey/search.ts";
import { Failure } from "./kit/notice.tsx";
import { readInsightsSearch } from "./insights/search.ts";
import { readDataSearch } from "./intake/search.ts";
import { NoPage } from "./shell/no-page.tsx";
import { PortfolioPage } from "./portfolio/portfolio-page.tsx";
import { readPortfolioSearch } from "./portfolio/search.ts";
import { readModelSearch } from "./model/search.ts";
import { readPlansSearch } from "./plans/search.ts";
import { readPageSearch } from "./route/as-of.ts";
import { type SearchTexts, readSearch, textIn, writeSearch } from "./route/search-text.ts";
import { readTypingSearch } from "./typing/search.ts";
import { readSetupSearch } from "./setup/search.ts";
import { Shell } from "./shell/shell.tsx";
import { readTodaySearch } from "./today/search.ts";

const root = createRootRoute({ notFoundComponent: NoPage });

/** Pages of somebody who is signed in; the date of the page goes along from one to the other. */
const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell, validateSearch: (search: SearchTexts) => readPageSearch(search), search: { middlewares: [retainSearchParams(["asOf"])] } });

const home = createRoute({ getParentRoute: () => shell, path: "/", beforeLoad: () => { throw redirect({ to: "/today" }); } });
const today = createRoute({ getParentRoute: () => shell, path: "/today", component: lazyRouteComponent(() => import("./today/today-page.tsx"), "TodayPage"), validateSearch: (search: SearchTexts) => readTodaySearch(search) });
const portfolio = createRoute({ getParentRoute: () => shell, path: "/portfolio", component: PortfolioPage, validateSearch: (search: SearchTexts) => readPortfolioSearch(search) });
const account = createRoute({ getParentRoute: () => shell, path: "/accounts/$account", component: lazyRouteComponent(() => import("./account/account-page.tsx"), "AccountPage"), validateSearch: (search: SearchTexts) => readAccountSearch(search) });
const person = createRoute({ getParentRoute: () => shell, path: "/accounts/$account/people/$user", component: lazyRouteComponent(() => import("./person/person-page.tsx"), "PersonPage"), validateSearch: (search: SearchTexts) => readPageSearch(search) });
const plans = createRoute({ getParentRoute: () => shell, path: "/plans", component: lazyRouteComponent(() => import("./plans/plans-page.tsx"), "PlansPage"), validateSearch: (search: SearchTexts) => readPlansSearch(search) });
const journey = createRoute({ getParentRoute: () => shell, path: "/journey", component: lazyRouteComponent(() => import("./journey/journey-page.tsx"), "JourneyPage"), validateSearch: (search: SearchTexts) => readJourneySearch(search) });
const renewals = createRoute({ getParentRoute: () => shell, path: "/renewals", component: lazyRouteComponent(() => import("./renewals/renewals-page.tsx"), "RenewalsPage"), validateSearch: (search: SearchTexts) => readRenewalsSearch(search) });
const benchmarks = createRoute({ getParentRoute: () => shell, path: "/benchmarks", component: lazyRouteComponent(() => import("./benchmarks/benchmarks-page.tsx"), "BenchmarksPage"), validateSearch: (search: SearchTexts) => readBenchmarksSearch(search) });
const board = createRoute({ getParentRoute: () => shell, path: "/board", component: lazyRouteComponent(() => import("./board/board-page.tsx"), "BoardPage"), validateSearch: (search: SearchTexts) => readBoardSearch(search) });
const insights = createRoute({ getParentRoute: () => shell, path: "/insights", component: lazyRouteComponent(() => import("./insights/insights-page.tsx"), "InsightsPage"), validateSearch: (search: SearchTexts) => readInsightsSearch(search) });
const typing = createRoute({ getParentRoute: () => shell, path: "/typing", component: lazyRouteComponent(() => import("./typing/typing-page.tsx"), "TypingPage"), validateSearch: (search: SearchTexts) => readTypingSearch(search) });
const model = createRoute({ getParentRoute: () => shell, path: "/health-definition", component: lazyRouteComponent(() => import("./model/model-page.tsx"), "ModelPage"), validateSearch: (search: SearchTexts) => readModelSearch(search) });
const definition = createRoute({ getParentRoute: () => shell, path: "/how-scores-work", component: lazyRouteComponent(() => import("./definition/definition-page.tsx"), "DefinitionPage") });

const data = createRoute({ getParentRoute: () => shell, path: "/data", component: lazyRouteComponent(() => import("./intake/data-page.tsx"), "DataPage"), validateSearch: (search: SearchTexts) => readDataSearch(search) });
const settings = createRoute({ getParentRoute: () => shell, path: "/settings", beforeLoad: () => { throw redirect({ to: "/settings/$part", params: { part: "teammates" } }); } });
const settingsPart = createRoute({ getParentRoute: () => shell, path: "/settings/$part", component: lazyRouteComponent(() => import("./settings/settings-page.tsx"), "SettingsPage") });

const setup = createRoute({ getParentRoute: () => shell, path: "/setup/$step", component: lazyRouteComponent(() => import("./setup/setup-page.tsx"), "SetupPage"), validateSearch: (search: SearchTexts) => readSetupSearch(search) });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("./session/sign-in-page.tsx"), "SignInPage"),
  validateSearch: (search: SearchTexts): { readonly to?: string; readonly error?: string } => {
    const [to, error] = [textIn(search, "to"), textIn(search, "error")];
    return { ...(to !== undefined && { to }), ...(error !== undefined && { error }) };
  },
});
const setUp = createRoute({ getParentRoute: () => root, path: "/setup", beforeLoad: () => { if (location.hash === "") throw redirect({ to: "/setup/$step", params: { step: "files" } }); }, component: lazyRouteComponent(() => import("./session/join-pages.tsx"), "SetUpPage") });
const invitation = createRoute({ getParentRoute: () => root, path: "/invitation", component: lazyRouteComponent(() => import("./session/join-pages.tsx"), "InvitationPage") });

export const router = createRouter({
  routeTree: root.addChildren([shell.addChildren([home, today, portfolio, account, person, plans, journey, renewals, benchmarks, board, insights, typing, definition, model, data, setup, settings, settingsPart]), signIn, setUp, invitation]),
  parseSearch: readSearch,
  stringifySearch: (search) => writeSearch(search as SearchTexts),
  defaultErrorComponent: ({ error, reset }) => <Failure error={error} retry={reset} />,
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
