import type { EventFact, Fact, Scalar } from "../events/fact.ts";
import { isReserved } from "../events/vocabulary.ts";
import type { Instant } from "../lib/zone.ts";
import { type Finding, FindingCounter } from "./finding.ts";

interface Place {
  readonly file: string;
  readonly line: number;
}

interface Contract extends Place {
  readonly account: string;
  readonly contract: string;
  readonly start: Instant;
  /** The end of the term or of the contract, whichever comes first. */
  readonly until: Instant;
}

/**
 * Watches facts go by and notices where they contradict each other. Accounts and contracts have to come before what
 * happened under them; what was imported on another day isn't known here. Memory grows with customers, not with events.
 */
export class Contradictions {
  readonly #counter = new FindingCounter();
  readonly #begins = new Map<string, Instant>();
  readonly #contracts = new Map<string, Contract>();
  readonly #ofAccount = new Map<string, Set<string>>();
  #openedTicket: { readonly ticket: Scalar | undefined; readonly time: Instant } | undefined;

  observe(fact: Fact, place: Place): void {
    switch (fact.type) {
      case "account_trait":
        this.#begin(fact.account, fact.time);
        return;
      case "event":
        this.#event(fact, place);
        return;
      case "membership":
      case "user_trait":
        return;
    }
  }

  list(): readonly Finding[] {
    for (const contracts of this.#ofAccount.values()) this.#overlaps([...contracts]);
    return this.#counter.list();
  }

  #begin(account: string, time: Instant): void {
    const known = this.#begins.get(account);
    if (known === undefined || time < known) this.#begins.set(account, time);
  }

  #event(event: EventFact, place: Place): void {
    const subject = isReserved(event.name) ? event.name : "usage";
    if (event.account === "") {
      this.#counter.add({ code: "no_account", subject }, place, () => `user ${event.user}`);
      return;
    }
    // What is said of a ticket's opening needn't be said again of its closing.
    if (event.name !== "ticket_closed") this.#againstAccount(event, subject, place);
    switch (event.name) {
      case "contract_changed":
        this.#contract(event, place);
        return;
      case "outcome_recorded":
        this.#outcome(event, place);
        return;
      case "ticket_opened":
        this.#openedTicket = { ticket: event.properties["ticket"], time: event.time };
        return;
      case "ticket_closed":
        this.#closed(event, place);
        return;
      default:
        this.#againstContract(event, subject, place);
    }
  }

  #againstAccount(event: EventFact, subject: string, place: Place): void {
    if (this.#begins.size === 0) return;
    const begins = this.#begins.get(event.account);
    if (begins === undefined) this.#counter.add({ code: "unknown_account", subject }, place, () => `account ${event.account}`);
    else if (event.time < begins) this.#counter.add({ code: "before_signup", subject }, place, () => `${dayOf(event.time)}, account ${event.account} begins ${dayOf(begins)}`);
  }

  #againstContract(event: EventFact, subject: string, place: Place): void {
    const named = event.properties["contract"];
    if (named === undefined || this.#contracts.size === 0) return;
    const contract = this.#contracts.get(String(named));
    if (contract === undefined) this.#counter.add({ code: "unknown_contract", subject }, place, () => `contract ${named}`);
    else if (event.time < contract.start) this.#counter.add({ code: "before_contract", subject }, place, () => `${dayOf(event.time)}, contract ${named} begins ${dayOf(contract.start)}`);
  }

  #contract(event: EventFact, place: Place): void {
    const { contract, start, term_end, ended } = event.properties;
    if (typeof contract !== "string" || typeof start !== "number") return;
    const until = Math.min(numberOr(term_end, Number.POSITIVE_INFINITY), numberOr(ended, Number.POSITIVE_INFINITY));
    const first = this.#contracts.get(contract);
    this.#contracts.set(contract, { account: event.account, contract, start, until, file: first?.file ?? place.file, line: first?.line ?? place.line });
    const known = this.#ofAccount.get(event.account) ?? new Set();
    this.#ofAccount.set(event.account, known.add(contract));
    if (until < start) this.#counter.add({ code: "ends_before_start", subject: event.name }, place, () => `contract ${contract}: ${dayOf(start)} to ${dayOf(until)}`);
  }

  #outcome(event: EventFact, place: Place): void {
    if (event.properties["outcome"] !== "churned") return;
    const running = [...(this.#ofAccount.get(event.account) ?? [])].find((id) => {
      const contract = this.#contracts.get(id);
      return contract !== undefined && id !== event.properties["contract"] && contract.start <= event.time && event.time < contract.until;
    });
    if (running === undefined) return;
    this.#counter.add({ code: "churned_while_running", subject: event.name }, place, () => `${dayOf(event.time)}, account ${event.account} still has contract ${running}`);
  }

  #closed(event: EventFact, place: Place): void {
    const opened = this.#openedTicket;
    if (opened === undefined || opened.ticket !== event.properties["ticket"] || event.time >= opened.time) return;
    this.#counter.add({ code: "closed_before_opened", subject: event.name }, place, () => `ticket ${opened.ticket}: opened ${dayOf(opened.time)}, closed ${dayOf(event.time)}`);
  }

  /** Counts the contracts that begin while an earlier one of the account still runs. */
  #overlaps(ids: readonly string[]): void {
    const contracts = ids.flatMap((id) => this.#contracts.get(id) ?? []).toSorted((a, b) => a.start - b.start);
    let longest: Contract | undefined;
    for (const contract of contracts) {
      const other = longest;
      if (other && contract.start < other.until && contract.start < contract.until) {
        const text = (): string => `contracts ${other.contract} and ${contract.contract} of account ${contract.account} both run on ${dayOf(contract.start)}`;
        this.#counter.add({ code: "overlapping_contracts", subject: "contract_changed" }, contract, text);
      }
      if (!longest || contract.until > longest.until) longest = contract;
    }
  }
}

const numberOr = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise);

/** The date in UTC, which is near enough to recognise a row by. */
const dayOf = (time: Instant): string => (Number.isFinite(time) ? new Date(time).toISOString().slice(0, 10) : "open end");
