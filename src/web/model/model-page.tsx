import { IconGitBranch, IconLock } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { useTell } from "../kit/told.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { useMay } from "../session/use-session.ts";
import { PageHead } from "../shell/page-head.tsx";
import { type Problem, noDraft, readDraft, thingOf, withEdit, writeDraft } from "./draft.ts";
import { ModelContext, type ModelView } from "./model-view.ts";
import styles from "./model.module.css";
import { Busy, PreviewPanel } from "./preview-panel.tsx";
import { PublishForm } from "./publish-form.tsx";
import { ModelTree } from "./tree.tsx";
import { usePreview } from "./use-preview.ts";
import { VersionHistory } from "./version-history.tsx";

/** The health definition: what counts and how much, what a change of it would do, and putting it in use. */
export function ModelPage(): ReactNode {
  const definition = useQuery({ ...ask("getVersion", { version: "running" }), staleTime: 60_000 });
  const versions = useQuery({ ...ask("listVersions", {}), refetchInterval: ({ state }) => (state.data?.running.isSwitching === true ? 1000 : false) });
  const error = definition.error ?? versions.error;
  return (
    <>
      <PageHead title="Health definition" />
      {definition.data && versions.data ? <Model definition={definition.data} versions={versions.data} /> : error ? <Failure error={error} retry={() => Promise.all([definition.refetch(), versions.refetch()])} /> : <Waiting lines={8} />}
    </>
  );
}

interface ModelProps {
  readonly definition: Answer<"getVersion">;
  readonly versions: Answer<"listVersions">;
}

function Model({ definition, versions }: ModelProps): ReactNode {
  const search = useSearch({ from: "/shell/health-definition" });
  const navigate = useNavigate({ from: "/health-definition" });
  const isManager = useMay("manager");
  const mayEdit = isManager && versions.running.readOnly === null;
  const draft = useMemo(() => readDraft(search.draft), [search.draft]);
  const latest = useRef(draft);
  latest.current = draft;
  const turn = (next: typeof draft): void => {
    latest.current = next;
    const { draft: _draft, ...rest } = search;
    const written = writeDraft(next);
    void navigate({ search: { ...rest, ...(written !== undefined && { draft: written }) }, replace: true, resetScroll: false });
  };
  const preview = usePreview({ draft: search.draft, version: definition.version, isOn: isManager });
  const tell = useTell();
  const [published, setPublished] = useState<number>();
  const view: ModelView = { editable: definition.editable, draft, mayEdit, problems: useProblems(preview.data?.problems, definition), edit: (path, change) => turn(withEdit(latest.current, path, change)) };
  return (
    <ModelContext value={view}>
      <div className={styles.page} data-wide={mayEdit || undefined}>
        <div className={styles.tree}>
          <Notice versions={versions} isManager={isManager} />
          <Switching versions={versions} published={published} />
          <ModelTree />
          <VersionHistory versions={versions.versions} />
        </div>
        {mayEdit && (
          <aside className={styles.side} aria-label="What the draft would do">
            <Section id="preview" title="What it would do" aside={<Busy isBusy={draft.size > 0 && preview.isBehind} />}>
              <PreviewPanel preview={preview} isEmpty={draft.size === 0} />
            </Section>
            {draft.size > 0 && (
              <Section id="publish" title="Publish">
                <PublishForm
                  draft={draft}
                  base={definition.version}
                  canPublish={!preview.isBehind && preview.data !== undefined && preview.data.effect.kind !== "faulty"}
                  published={(number) => {
                    setPublished(number);
                    turn(noDraft);
                  }}
                  discard={() => {
                    turn(noDraft);
                    tell({ text: "The draft is discarded", undo: () => Promise.resolve(turn(draft)) });
                  }}
                />
              </Section>
            )}
          </aside>
        )}
      </div>
    </ModelContext>
  );
}

function useProblems(problems: readonly Problem[] | undefined, { editable }: Answer<"getVersion">): ModelView["problems"] {
  return useMemo(() => Map.groupBy(problems ?? [], (problem) => thingOf(problem, editable)), [problems, editable]);
}

/** Why it isn't changed here, and how it is. */
function Notice({ versions: { running }, isManager }: { readonly versions: ModelProps["versions"]; readonly isManager: boolean }): ReactNode {
  if (running.readOnly === null && isManager) return null;
  const isGit = running.readOnly?.reason === "owned_by_git";
  return (
    <p className={styles.notice}>
      {isGit ? <IconGitBranch size={17} aria-hidden="true" /> : <IconLock size={17} aria-hidden="true" />}
      <span>{running.readOnly?.text ?? "Managers and administrators change the health definition; you see what is in use."}</span>
    </p>
  );
}

/** What became of a version that was published: everybody is scored by it first. */
function Switching({ versions: { running }, published }: { readonly versions: ModelProps["versions"]; readonly published: number | undefined }): ReactNode {
  const cache = useQueryClient();
  const { number, isSwitching } = running;
  useEffect(() => {
    if (!isSwitching) void cache.invalidateQueries({ predicate: ({ queryKey: [name] }) => name !== "listVersions" && name !== "previewVersion" });
  }, [cache, isSwitching, number]);
  const text = running.problem ?? (isSwitching ? "Everybody is being scored by the new version; until then the one before answers." : published !== undefined && published === number ? `Version ${published} is in use.` : undefined);
  return (
    <div role="status" className={styles.status}>
      {text !== undefined && (
        <p className={styles.notice} data-problem={running.problem !== null || undefined}>
          <span>{text}</span>
        </p>
      )}
    </div>
  );
}
