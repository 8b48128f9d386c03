import { Button } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ask } from "../api/ask.ts";
import { Section } from "../kit/section.tsx";
import { Teammates } from "../settings/teammates.tsx";
import { useWriter } from "../words/reading.tsx";
import styles from "./setup.module.css";

/** Who else is to work here; then the portfolio. */
export function TeamStep(): ReactNode {
  const navigate = useNavigate();
  const write = useWriter();
  const accounts = useQuery(ask("listAccounts", { limit: 1, sparkline: "no" }));
  return (
    <>
      <Teammates />
      <Section id="done" title="The first portfolio">
        <p className={styles.hint}>
          {accounts.data ? `${write.counted(accounts.data.total, "account is", "accounts are")} scored. ` : ""}Go through five of them with the people who know them. Where they disagree with the score, one of three is wrong: the data, the health definition, or a feeling.
        </p>
        <Button rightSection={<IconArrowRight size={15} aria-hidden="true" />} onClick={() => void navigate({ to: "/portfolio" })}>
          Open the portfolio
        </Button>
      </Section>
    </>
  );
}
