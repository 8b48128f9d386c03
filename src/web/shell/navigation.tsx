import { ActionIcon, Tooltip, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconKeyboard, IconMoon, IconSearch, IconSun, IconSunMoon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { UserMenu } from "../session/user-menu.tsx";
import styles from "./navigation.module.css";
import { pages } from "./pages.ts";
import { usePlace } from "./place.ts";

/** Beside the page on a desk, below it on a phone. */
export function Navigation({ openPalette, openHelp }: { readonly openPalette: () => void; readonly openHelp: () => void }): ReactNode {
  const { pack } = usePlace();
  return (
    <nav className={styles.nav} aria-label="Pages">
      <div className={styles.brand}>
        <img src="/bell.svg" alt="" width="26" height="26" />
        <div className={styles.names}>
          <span className={styles.product}>Bellwether</span>
          <bdi className={styles.pack}>{pack.name}</bdi>
        </div>
      </div>
      <UnstyledButton className={styles.search} onClick={openPalette}>
        <IconSearch size={15} aria-hidden="true" />
        <span>Find</span>
        <kbd>Ctrl K</kbd>
      </UnstyledButton>
      <ul className={styles.pages}>
        {pages.map(({ to, name, icon: Icon }) => (
          <li key={to}>
            <Link to={to} className={styles.page} activeProps={{ "data-active": true }}>
              <Icon size={17} stroke={1.7} aria-hidden="true" />
              {name}
            </Link>
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        <UserMenu />
        <SchemeButton />
        <Tooltip label="Shortcuts (?)">
          <ActionIcon variant="subtle" color="gray" aria-label="Shortcuts" onClick={openHelp}>
            <IconKeyboard size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </div>
    </nav>
  );
}

const schemes = {
  auto: { next: "light", label: "Colours of the system; press for light", icon: IconSunMoon },
  light: { next: "dark", label: "Light; press for dark", icon: IconSun },
  dark: { next: "auto", label: "Dark; press for those of the system", icon: IconMoon },
} as const;

function SchemeButton(): ReactNode {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { next, label, icon: Icon } = schemes[colorScheme];
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={() => setColorScheme(next)}>
        <Icon size={17} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}
