import { Button, Checkbox, Select, TextInput, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { ask } from "../api/ask.ts";
import { useRecord } from "../api/record.ts";
import { Dialog } from "../kit/dialog.tsx";
import { Refusal } from "../kit/refusal.tsx";
import { useTell } from "../kit/told.tsx";
import { dayIn } from "../shell/days.ts";
import { usePlace } from "../shell/place.ts";
import { type Activity, type ActivityDraft, activities, activityWish, freshActivity } from "./activity.ts";
import styles from "./judgement.module.css";

interface Props {
  /** Of the page on which it was asked for, if any. */
  readonly account: string | undefined;
  readonly close: () => void;
}

/** A call, a meeting or a review within ten seconds: which it was, a word about it, done. */
export default function LogActivity({ account, close }: Props): ReactNode {
  return (
    <Dialog title="Log activity" close={close}>
      <LogForm account={account} close={close} />
    </Dialog>
  );
}

function LogForm({ account: given, close }: Props): ReactNode {
  const { pack } = usePlace();
  // What happened is logged as of now, whatever date the page shows.
  const today = dayIn(pack.timezone, Date.now());
  const tell = useTell();
  const [account, setAccount] = useState(given ?? null);
  /** Of an account that was chosen here. */
  const [name, setName] = useState<string>();
  const [draft, setDraft] = useState<ActivityDraft>({ ...freshActivity, day: today });
  const [interaction, review] = [useRecord("recordInteraction"), useRecord("recordReview")];
  const change = (part: Partial<ActivityDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const send = async (): Promise<void> => {
    if (account === null) return;
    const wish = activityWish(draft, new Date());
    const recorded = wish.name === "recordReview" ? await review.run({ account, body: wish.body }) : await interaction.run({ account, body: wish.body });
    if (!recorded) return;
    tell({ text: `Logged: ${activities[draft.activity].toLowerCase()}${name === undefined ? "" : ` with ${name}`}` });
    close();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return void send();
    const chosen = (Object.keys(activities) as Activity[])[Number(event.key) - 1];
    if (chosen === undefined || (event.target as HTMLElement).matches("input, textarea")) return;
    event.preventDefault();
    change({ activity: chosen });
  };
  return (
    <form
      className={styles.dialog}
      onKeyDown={press}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <ChooseAccount
        account={account}
        choose={(chosen, label) => {
          setAccount(chosen);
          setName(label);
        }}
        isFixed={given !== undefined}
      />
      <Kinds chosen={draft.activity} choose={(activity) => change({ activity })} isFirst={given !== undefined} />
      {draft.activity === "review" && <Checkbox label="The sponsor was there" checked={draft.sponsorPresent} onChange={(event) => change({ sponsorPresent: event.currentTarget.checked })} />}
      <Textarea label="What should be remembered" autosize minRows={2} maxLength={10_000} value={draft.note} onChange={(event) => change({ note: event.currentTarget.value })} />
      <div className={styles.pair}>
        <TextInput type="date" label="When" max={today} value={draft.day} onChange={(event) => change({ day: event.currentTarget.value })} />
        <TextInput label="How many came" inputMode="numeric" value={draft.attended} onChange={(event) => change({ attended: event.currentTarget.value })} />
      </div>
      <Refusal text={interaction.problem ?? review.problem} />
      <div className={styles.buttons}>
        <Button type="submit" size="sm" disabled={account === null} loading={interaction.isBusy || review.isBusy}>
          Log it
        </Button>
        <Button variant="subtle" size="sm" onClick={close}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function Kinds({ chosen, choose, isFirst }: { readonly chosen: Activity; readonly choose: (activity: Activity) => void; readonly isFirst: boolean }): ReactNode {
  return (
    <div className={styles.bands} role="radiogroup" aria-label="What happened?">
      {(Object.entries(activities) as [Activity, string][]).map(([activity, name], place) => (
        <button key={activity} type="button" role="radio" className={styles.band} aria-checked={activity === chosen} data-autofocus={(isFirst && place === 0) || undefined} onClick={() => choose(activity)}>
          {name}
          <kbd>{place + 1}</kbd>
        </button>
      ))}
    </div>
  );
}

const waitMs = 120;

function ChooseAccount({ account, choose, isFixed }: { readonly account: string | null; readonly choose: (account: string | null, name: string | undefined) => void; readonly isFixed: boolean }): ReactNode {
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text.trim(), waitMs);
  const found = useQuery({ ...ask("listAccounts", { ...(asked !== "" && { text: asked }), limit: 8, sparkline: "no" }), placeholderData: keepPreviousData, enabled: !isFixed });
  const named = useQuery({ ...ask("getAccount", { account: account ?? "" }), enabled: isFixed });
  if (isFixed) return <p className={styles.hint}>With <bdi className={styles.word}>{named.data?.row.name ?? account}</bdi></p>;
  return (
    <Select
      label="Account"
      searchable
      data-autofocus
      // Within the dialog, so that whoever reads by landmarks finds it there.
      comboboxProps={{ withinPortal: false }}
      withScrollArea={false}
      value={account}
      onChange={(chosen, option) => choose(chosen, option?.label)}
      onSearchChange={setText}
      // What the server found fits, whether or not the letters do.
      filter={({ options }) => options}
      data={(found.data?.accounts ?? []).map((row) => ({ value: row.account, label: row.name }))}
      nothingFoundMessage="No account is called that"
    />
  );
}
