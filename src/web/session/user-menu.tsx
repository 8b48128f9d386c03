import { Button, Popover, UnstyledButton } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { IconLogout } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { askAccess } from "../api/access.ts";
import { roleWords } from "../settings/roles.ts";
import { sessionQuery } from "./use-session.ts";
import styles from "./user-menu.module.css";

/** Who is signed in, and the way out. Nothing where the server knows no sign-in. */
export function UserMenu(): ReactNode {
  const session = useQuery(sessionQuery);
  const cache = useQueryClient();
  const navigate = useNavigate();
  if (!session.data) return null;
  const { name, email, role } = session.data.teammate;
  const leave = async (): Promise<void> => {
    const { onward } = await askAccess("signOut");
    cache.clear();
    if (onward === null) await navigate({ to: "/sign-in" });
    else location.assign(onward);
  };
  return (
    <Popover position="top-start" width={220} trapFocus returnFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <UnstyledButton className={styles.user}>
          <span className="visually-hidden">Signed in as </span>
          <span className={styles.initials} aria-hidden="true">
            {initialsOf(name)}
          </span>
          <span className={styles.names}>
            <bdi className={styles.name}>{name}</bdi>
            <span className={styles.role}>{roleWords[role].name}</span>
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown ?? ""} aria-label="Session">
        <p className={styles.email}>{email}</p>
        <Button variant="default" fullWidth leftSection={<IconLogout size={15} aria-hidden="true" />} onClick={() => void leave()}>
          Sign out
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, 2)
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0).toLocaleUpperCase())
    .join("");
