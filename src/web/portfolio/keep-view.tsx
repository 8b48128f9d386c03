import { Button, Popover, TextInput } from "@mantine/core";
import { IconBookmark } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useOwnViews } from "./own-views.ts";
import type { PortfolioSearch } from "./search.ts";
import { standardViews, viewOf } from "./views.ts";
import styles from "./views-menu.module.css";

/** Gives the filters that are set a name; nothing where they have one. */
export function KeepView({ search }: { readonly search: PortfolioSearch }): ReactNode {
  const [own, setOwn] = useOwnViews();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState("");
  if (viewOf(search, [...standardViews, ...own])) return null;
  const keep = (): void => {
    const { asOf: _asOf, ...rest } = search;
    setOwn([...own.filter((view) => view.name !== name.trim()), { name: name.trim(), search: rest }]);
    setOpened(false);
    setName("");
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button variant="subtle" leftSection={<IconBookmark size={14} aria-hidden="true" />} onClick={() => setOpened((now) => !now)} aria-haspopup="dialog" aria-expanded={opened}>
          Keep view
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown ?? ""} aria-label="Keep view">
        <form
          className={styles.keep}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== "") keep();
          }}
        >
          <TextInput size="xs" value={name} onChange={(event) => setName(event.currentTarget.value)} placeholder="Name for these filters" aria-label="Name for these filters" maxLength={60} data-autofocus />
          <Button type="submit" disabled={name.trim() === ""}>
            Keep
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
