import { Button, Popover } from "@mantine/core";
import { IconCalendar } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { LiveState } from "../api/live.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./as-of-control.module.css";
import { dayBefore } from "./days.ts";
import { usePlace } from "./place.ts";
import { useShortcuts } from "./use-shortcuts.ts";

const liveWords: Readonly<Record<LiveState, string>> = { live: "live", connecting: "connecting", waiting: "not live" };

/** The date as of which the whole page is shown. */
export function AsOfControl({ live }: { readonly live: LiveState | undefined }): ReactNode {
  const [opened, setOpened] = useState(false);
  const { asOf, today } = usePlace();
  const write = useWriter();
  const navigate = useNavigate();
  useShortcuts({ asOf: () => setOpened(true) });
  const choose = (date: string | undefined): void => {
    setOpened(false);
    void navigate({ to: ".", search: (search: object) => ({ ...search, asOf: date }) });
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button variant="default" data-past={asOf !== undefined || undefined} className={styles.button ?? ""} leftSection={<IconCalendar size={15} aria-hidden="true" />} onClick={() => setOpened((now) => !now)} aria-haspopup="dialog" aria-expanded={opened}>
          {asOf === undefined ? "As of now" : `As of ${write.day(asOf.length > 10 ? asOf : `${asOf}T12:00:00Z`)}`}
          {live && (
            <span className={styles.live} data-state={live}>
              {liveWords[live]}
            </span>
          )}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown ?? ""} aria-label="Date of the page">
        <AsOfForm key={asOf ?? "now"} today={today} asOf={asOf} choose={choose} />
      </Popover.Dropdown>
    </Popover>
  );
}

const presets = [["Now", undefined], ["A week ago", 7], ["30 days ago", 30], ["90 days ago", 90], ["A year ago", 365]] as const;

function AsOfForm({ today, asOf, choose }: { readonly today: string; readonly asOf: string | undefined; readonly choose: (date: string | undefined) => void }): ReactNode {
  const [date, setDate] = useState(asOf?.slice(0, 10) ?? today);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (date !== "") choose(date);
      }}
    >
      <p>Everything is shown as it stood at the beginning of that day, from what was known.</p>
      <div className={styles.line}>
        <input type="date" value={date} required data-autofocus aria-label="As of" onChange={(event) => setDate(event.currentTarget.value)} />
        <Button type="submit">Show</Button>
      </div>
      <div className={styles.presets}>
        {presets.map(([name, days]) => (
          <Button key={name} type="button" variant="default" size="compact-xs" onClick={() => choose(days === undefined ? undefined : dayBefore(today, days))}>
            {name}
          </Button>
        ))}
      </div>
    </form>
  );
}
