import { Button, Checkbox, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { askAccess } from "../api/access.ts";
import { problemWords } from "../api/problem-words.ts";
import { type Draft, editsOf } from "./draft.ts";
import styles from "./preview.module.css";

interface Props {
  readonly draft: Draft;
  /** What the draft was made from. */
  readonly base: string;
  readonly canPublish: boolean;
  readonly published: (number: number) => void;
  readonly discard: () => void;
}

/** Puts the draft in use, as a version that is kept. */
export function PublishForm({ draft, base, canPublish, published, discard }: Props): ReactNode {
  const cache = useQueryClient();
  const [message, setMessage] = useState("");
  const [rewriteHistory, setRewriteHistory] = useState(false);
  const publish = useMutation({
    mutationFn: () => askAccess("publishVersion", { body: { edits: editsOf(draft), message, base, rewriteHistory } }),
    onSuccess: ({ version }) => {
      published(version.number);
      setMessage("");
      void cache.invalidateQueries({ queryKey: ["listVersions"] });
    },
  });
  return (
    <form
      className={styles.publish}
      aria-label="Publish the draft"
      onSubmit={(event) => {
        event.preventDefault();
        publish.mutate();
      }}
    >
      <Textarea label="What changes, and why" value={message} onChange={(event) => setMessage(event.currentTarget.value)} autosize minRows={2} maxLength={2000} required />
      <Checkbox size="sm" label="Show histories as if it had always been so" description="What was told until now stays, and can be asked for." checked={rewriteHistory} onChange={(event) => setRewriteHistory(event.currentTarget.checked)} />
      {publish.error && (
        <p className={styles.faulty} role="alert">
          {problemWords(publish.error).title}. {problemWords(publish.error).todo}
        </p>
      )}
      <div className={styles.buttons}>
        <Button type="submit" loading={publish.isPending} disabled={!canPublish || message.trim() === ""}>
          Publish
        </Button>
        <Button variant="default" onClick={discard}>
          Discard the draft
        </Button>
      </div>
    </form>
  );
}
