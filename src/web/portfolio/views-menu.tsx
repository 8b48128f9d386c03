import { Button, Menu, TextInput } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconChevronDown, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { ChangeSearch } from "./change.ts";
import type { PortfolioSearch } from "./search.ts";
import { type View, standardViews, viewOf } from "./views.ts";
import styles from "./views-menu.module.css";

/** Views by name: the usual ones, and those that the reader kept in this browser. */
export function ViewsMenu({ search, change }: { readonly search: PortfolioSearch; readonly change: ChangeSearch }): ReactNode {
  const [own, setOwn] = useLocalStorage<readonly View[]>({ key: "bellwether-views", defaultValue: [], getInitialValueInEffect: false });
  const [opened, setOpened] = useState(false);
  const shown = viewOf(search, [...standardViews, ...own]);
  const open = (view: View): void => change({ ...view.search, ...(search.asOf !== undefined && { asOf: search.asOf }) });
  const keep = (name: string): void => {
    const { asOf: _asOf, ...rest } = search;
    setOwn([...own.filter((view) => view.name !== name), { name, search: rest }]);
    setOpened(false);
  };
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-start" transitionProps={{ duration: 0 }} width={250}>
      <Menu.Target>
        <Button variant="default" className={styles.button ?? ""} rightSection={<IconChevronDown size={14} aria-hidden="true" />}>
          {shown?.name ?? "Own filters"}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={styles.dropdown ?? ""}>
        <Menu.Label>Views</Menu.Label>
        {standardViews.map((view) => (
          <Menu.Item key={view.name} onClick={() => open(view)} data-shown={view === shown || undefined}>
            {view.name}
          </Menu.Item>
        ))}
        {own.length > 0 && <Menu.Label>Kept in this browser</Menu.Label>}
        {own.map((view) => (
          <div key={view.name} className={styles.own}>
            <Menu.Item onClick={() => open(view)}>
              <bdi>{view.name}</bdi>
            </Menu.Item>
            <Menu.Item aria-label={`Forget the view ${view.name}`} closeMenuOnClick={false} onClick={() => setOwn(own.filter((one) => one !== view))} className={styles.forget ?? ""}>
              <IconTrash size={14} aria-hidden="true" />
            </Menu.Item>
          </div>
        ))}
        {shown === undefined && <KeepView keep={keep} />}
      </Menu.Dropdown>
    </Menu>
  );
}

function KeepView({ keep }: { readonly keep: (name: string) => void }): ReactNode {
  const [name, setName] = useState("");
  return (
    <form
      className={styles.keep}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") keep(name.trim());
      }}
    >
      <TextInput size="xs" value={name} onChange={(event) => setName(event.currentTarget.value)} onKeyDown={(event) => event.key !== "Escape" && event.stopPropagation()} placeholder="Name for these filters" aria-label="Name for these filters" maxLength={60} />
      <Button type="submit" disabled={name.trim() === ""}>
        Keep
      </Button>
    </form>
  );
}
