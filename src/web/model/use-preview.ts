import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { AccessAnswer } from "../../contract/access-routes.ts";
import { askAccess } from "../api/access.ts";
import { editsOf, readDraft } from "./draft.ts";

export type Preview = AccessAnswer<"previewVersion">;

/** Long enough that nobody waits for numbers that they were still typing. */
const pauseMs = 350;
const mostNamed = 10;

/** What the draft in the address would do, asked for when nobody types any more. What was answered last stays until then. */
export function usePreview({ draft, version, isOn }: { readonly draft: string | undefined; readonly version: string | undefined; readonly isOn: boolean }) {
  const [asked] = useDebouncedValue(draft, pauseMs);
  const preview = useQuery({
    queryKey: ["previewVersion", version, asked ?? ""],
    queryFn: () => askAccess("previewVersion", { body: { edits: editsOf(readDraft(asked)), moves: mostNamed } }),
    enabled: isOn && version !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
  return { ...preview, isBehind: preview.isFetching || asked !== draft };
}
