import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ComponentType, type ReactNode, useState } from "react";
import type { Answer } from "../../contract/routes.ts";
import { useAccount } from "../account/account-view.ts";
import { type Openable, withOpen } from "../account/search.ts";
import { ask } from "../api/ask.ts";
import { Failure } from "../kit/notice.tsx";
import { Refusal } from "../kit/refusal.tsx";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { BandMark } from "../score/band.tsx";
import { useMay } from "../session/use-session.ts";
import { useShortcuts } from "../shell/use-shortcuts.ts";
import { bandLook } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./judgement.module.css";
import { GoalForm } from "./goal-form.tsx";
import { HandOverForm } from "./hand-over-form.tsx";
import { NoteForm } from "./note-form.tsx";
import { OpinionForm } from "./opinion-form.tsx";
import { PulseForm } from "./pulse-form.tsx";
import { StageForm } from "./stage-form.tsx";
import { type Withdrawal, useWithdrawal } from "./use-withdrawal.ts";

type Item = Answer<"listRecorded">["items"][number];

/** A plan is begun in a section of its own. */
type FormName = Exclude<Openable, "plan">;

/** What can be said, in the order of its buttons. */
const forms: Readonly<Record<FormName, { readonly name: string; readonly Form: ComponentType<{ readonly account: string; readonly close: () => void }> }>> = {
  pulse: { name: "Pulse", Form: PulseForm },
  opinion: { name: "Change the score", Form: OpinionForm },
  note: { name: "Note", Form: NoteForm },
  stage: { name: "Stage", Form: StageForm },
  goal: { name: "Goal", Form: GoalForm },
  owner: { name: "Hand over", Form: HandOverForm },
};

/** What people said of the account: in force and past, who said it, why, and until when. */
export function JudgementPanel(): ReactNode {
  const { data, instant, search, change } = useAccount();
  const { account } = data.row;
  const form = search.open === "plan" ? undefined : search.open;
  const setForm = (name: FormName): void => change(withOpen(search, name));
  const close = (): void => {
    change(withOpen(search, undefined));
    // Where the focus was is gone with the form.
    document.querySelector<HTMLElement>("#judgement button")?.focus();
  };
  const recorded = useQuery(ask("listRecorded", { account, ...instant }));
  const canSay = useMay("csm") && search.asOf === undefined;
  useShortcuts(canSay ? { pulse: () => setForm("pulse") } : {});
  const Form = form && forms[form].Form;
  return (
    <Section id="judgement" title="Judgement" aside={canSay && <Buttons open={setForm} />}>
      {Form && canSay && <Form key={form} account={account} close={close} />}
      {recorded.error && !recorded.data && <Failure error={recorded.error} retry={recorded.refetch} />}
      {recorded.isPending && <Waiting lines={2} height={40} />}
      {recorded.data && <Items key={account} account={account} items={recorded.data.items} canChange={canSay} />}
    </Section>
  );
}

function Buttons({ open }: { readonly open: (form: FormName) => void }): ReactNode {
  return (
    <span className={styles.buttons}>
      {(Object.keys(forms) as FormName[]).map((form) => (
        <Button key={form} size="compact-xs" variant="light" onClick={() => open(form)}>
          {forms[form].name}
        </Button>
      ))}
    </span>
  );
}

/** So many lines are shown in all, and so many of the past at least. */
const [fewest, fewestPast] = [6, 3];

function Items({ account, items, canChange }: { readonly account: string; readonly items: readonly Item[]; readonly canChange: boolean }): ReactNode {
  const withdrawal = useWithdrawal(account);
  const [isOpen, setOpen] = useState(false);
  const [standing, past] = [items.filter(({ state }) => state === "in_force"), items.filter(({ state }) => state !== "in_force")];
  if (items.length === 0) return <p className={styles.hint}>Nobody has said anything about this account yet.{canChange && " A pulse takes five seconds: press p."}</p>;
  const shown = isOpen ? past : past.slice(0, Math.max(fewestPast, fewest - standing.length));
  return (
    <>
      <Refusal text={withdrawal.problem} />
      <ul className={styles.items} aria-label="In force">
        {standing.map((item) => (
          <ItemLine key={item.message} item={item} withdrawal={canChange ? withdrawal : undefined} />
        ))}
      </ul>
      {shown.length > 0 && (
        <ul className={styles.items} aria-label="Past" data-past>
          {shown.map((item) => (
            <ItemLine key={item.message} item={item} withdrawal={undefined} />
          ))}
        </ul>
      )}
      {past.length > shown.length && (
        <Button size="compact-xs" variant="subtle" onClick={() => setOpen(true)}>
          {past.length - shown.length} more of the past
        </Button>
      )}
    </>
  );
}

const kindNames: Readonly<Record<Item["kind"], string>> = { pulse: "Pulse", measurement: "Typed in", adjustment: "Score changed", override: "Score set", stage: "Stage", goal: "Goal", note: "Note", owner: "Owner" };

function ItemLine({ item, withdrawal }: { readonly item: Item; readonly withdrawal: Withdrawal | undefined }): ReactNode {
  const state = withdrawal?.pending.get(item.message);
  const isPending = state !== undefined;
  const { band } = item;
  return (
    <li data-pending={isPending || undefined}>
      <div className={styles.what}>
        <span className={styles.kind}>{kindNames[item.kind]}</span>{" "}
        {item.kind === "pulse" && band !== null ? (
          <span className={styles.word}>
            <BandMark band={band} size={11} /> {bandLook[band].word}
          </span>
        ) : (
          <bdi className={styles.word}>{item.text}</bdi>
        )}
        {item.reason !== null && <bdi className={styles.reason}>{item.reason}</bdi>}
        <About item={item} />
      </div>
      {withdrawal && item.canBeWithdrawn && (
        <Button size="compact-xs" variant="subtle" color="gray" disabled={state === "sent"} aria-label={isPending ? `Undo: keep ${kindNames[item.kind]} ${item.text}` : `Take back ${kindNames[item.kind]} ${item.text}`} onClick={() => (isPending ? withdrawal.undo(item.message) : withdrawal.withdraw(item.message))}>
          {isPending ? "Undo" : "Take back"}
        </Button>
      )}
    </li>
  );
}

/** Who said it, when, and until when it counts. */
function About({ item: { author, time, ends, state, withdrawn } }: { readonly item: Item }): ReactNode {
  const write = useWriter();
  const end = state === "withdrawn" ? `taken back ${withdrawn ? write.day(withdrawn.time) : ""}` : state === "replaced" ? "replaced" : state === "expired" ? `over since ${write.day(ends)}` : ends === null ? "" : `until ${write.day(ends)}`;
  return (
    <span className={styles.small}>
      {author !== null && (
        <>
          <bdi>{author}</bdi>,{" "}
        </>
      )}
      {write.day(time)}
      {end !== "" && ` · ${end}`}
      {withdrawn?.reason && (
        <>
          {" "}
          · <bdi>{withdrawn.reason}</bdi>
        </>
      )}
    </span>
  );
}
