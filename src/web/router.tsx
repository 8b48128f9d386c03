import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect, retainSearchParams } from "@tanstack/react-router";
import { readAccountSearch } from "./account/search.ts";
import { Empty, Failure } from "./kit/notice.tsx";
import { PortfolioPage } from "./portfolio/portfolio-page.tsx";
import { readPortfolioSearch } from "./portfolio/search.ts";
import { readPageSearch } from "./route/as-of.ts";
import { type SearchTexts, readSearch, writeSearch } from "./route/search-text.ts";
import { Shell } from "./shell/shell.tsx";

const root = createRootRoute({ notFoundComponent: () => <Empty title="There is no such page">Look at the address, or choose a page from the navigation.</Empty> });

/** Pages of somebody who is signed in; the date of the page goes along from one to the other. */
const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell, validateSearch: (search: SearchTexts) => readPageSearch(search), search: { middlewares: [retainSearchParams(["asOf"])] } });

const home = createRoute({ getParentRoute: () => shell, path: "/", beforeLoad: () => { throw redirect({ to: "/portfolio" }); } });
const portfolio = createRoute({ getParentRoute: () => shell, path: "/portfolio", component: PortfolioPage, validateSearch: (search: SearchTexts) => readPortfolioSearch(search) });
const account = createRoute({ getParentRoute: () => shell, path: "/accounts/$account", component: lazyRouteComponent(() => import("./account/account-page.tsx"), "AccountPage"), validateSearch: (search: SearchTexts) => readAccountSearch(search) });
const definition = createRoute({ getParentRoute: () => shell, path: "/how-scores-work", component: lazyRouteComponent(() => import("./definition/definition-page.tsx"), "DefinitionPage") });

export const router = createRouter({
  routeTree: root.addChildren([shell.addChildren([home, portfolio, account, definition])]),
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
