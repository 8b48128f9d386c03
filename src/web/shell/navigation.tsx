import { ActionIcon, Popover, Tooltip, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconDots, IconKeyboard, IconMoon, IconSearch, IconSun, IconSunMoon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { UserMenu } from "../session/user-menu.tsx";
import styles from "./navigation.module.css";
import { type PageEntry, pages } from "./pages.ts";
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
        {pages.map((page) => (
          <li key={page.to} data-daily={page.isDaily || undefined} data-begins-group={page.beginsGroup || undefined}>
            <PageLink page={page} />
          </li>
        ))}
        <li className={styles.more}>
          <More />
        </li>
      </ul>
      <div className={styles.foot}>
        <UserMenu />
        <SchemeButton />
        <Tooltip label="Shortcuts (?)">
          <ActionIcon className={styles.keys ?? ""} variant="subtle" color="gray" aria-label="Shortcuts" onClick={openHelp}>
            <IconKeyboard size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </div>
    </nav>
  );
}

function PageLink({ page: { to, name, icon: Icon }, onClick }: { readonly page: PageEntry; readonly onClick?: () => void }): ReactNode {
  return (
    <Link to={to} className={styles.page} activeProps={{ "data-active": true }} {...(onClick && { onClick })}>
      <Icon size={17} stroke={1.7} aria-hidden="true" />
      {name}
    </Link>
  );
}

/** On a phone: the pages that don't fit into the bar. */
function More(): ReactNode {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="top-end" trapFocus returnFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <UnstyledButton className={styles.page} onClick={() => setOpened((now) => !now)} aria-haspopup="dialog" aria-expanded={opened}>
          <IconDots size={17} stroke={1.7} aria-hidden="true" />
          More
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.others ?? ""} aria-label="More pages">
        <ul>
          {pages
            .filter(({ isDaily }) => !isDaily)
            .map((page) => (
              <li key={page.to}>
                <PageLink page={page} onClick={() => setOpened(false)} />
              </li>
            ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
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
