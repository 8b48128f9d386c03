import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Empty } from "../kit/notice.tsx";
import { mayAs } from "../session/may.ts";
import { useMe } from "../session/use-session.ts";
import { PageHead } from "../shell/page-head.tsx";
import { Keys } from "./keys.tsx";
import { type SettingsPart, isSettingsPart, settingsParts } from "./parts.ts";
import { Sessions } from "./sessions.tsx";
import styles from "./settings.module.css";
import { Teammates } from "./teammates.tsx";
import { Workspace } from "./workspace.tsx";

const views: Readonly<Record<SettingsPart, () => ReactNode>> = { teammates: Teammates, keys: Keys, sessions: Sessions, workspace: Workspace };

/** Who works here, what programs may come in, where one is signed in, and what the workspace is called. */
export function SettingsPage(): ReactNode {
  const { part } = useParams({ from: "/shell/settings/$part" });
  const me = useMe();
  const open = (Object.keys(settingsParts) as SettingsPart[]).filter((name) => mayAs(me?.role ?? "viewer", settingsParts[name].role));
  const View = isSettingsPart(part) ? views[part] : undefined;
  return (
    <>
      <PageHead title="Settings" />
      <div className={styles.page}>
        <nav aria-label="Settings">
          <ul className={styles.tabs}>
            {open.map((name) => (
              <li key={name}>
                <Link to="/settings/$part" params={{ part: name }} className={styles.tab} activeProps={{ "data-active": true, "aria-current": "page" }}>
                  {settingsParts[name].name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        {View ? <View /> : <Empty title="There are no settings of this name">Choose one of those above.</Empty>}
      </div>
    </>
  );
}
