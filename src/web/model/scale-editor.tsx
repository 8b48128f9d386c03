import { ActionIcon, Button } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { rawText, scaleShape } from "../definition/scale.ts";
import { useWriter } from "../words/reading.tsx";
import { type Anchors, type Editable, anchorsAt } from "./draft.ts";
import styles from "./model.module.css";
import { useModel } from "./model-view.ts";
import { NumberField, NumberInput } from "./number-field.tsx";

type Metric = Pick<Editable["categories"][number]["metrics"][number], "name" | "quantity" | "unit">;
type Scale = NonNullable<Editable["categories"][number]["metrics"][number]["scale"]>;
type Quantity = Parameters<typeof rawText>[1]["quantity"];

const box = { width: 168, height: 56 };

/** From raw value to points: the curve, and its anchors to be changed. */
export function ScaleEditor({ path, metric, scale }: { readonly path: string; readonly metric: Metric; readonly scale: Scale }): ReactNode {
  const { draft } = useModel();
  const [worst, best] = scale.anchors.map(([raw], place) => draft.get(`${path}.${place === 0 ? "worst" : "best"}`) ?? raw);
  const list = `${path}${scale.form === "steps" ? ".steps" : ""}`;
  const anchors: Anchors = scale.form === "ends" ? [[worst as number, 0] as const, [best as number, 100] as const].toSorted(([one], [other]) => one - other) : anchorsAt(draft, list, scale.anchors);
  const shape = scaleShape(anchors, scale.form === "steps", box);
  return (
    <div className={styles.scale}>
      <svg width={box.width} height={box.height + 8} viewBox={`0 -4 ${box.width} ${box.height + 8}`} aria-hidden="true">
        <path d={shape.path} />
        {shape.anchors.map(({ x, y }, place) => (
          <circle key={place} cx={x} cy={y} r="2.5" />
        ))}
      </svg>
      {scale.form === "ends" ? (
        <span className={styles.ends}>
          <label>
            0 points at <NumberField path={`${path}.worst`} label={`${metric.name}: 0 points at`} original={scale.anchors[0]?.[0] ?? null} />
          </label>
          <label>
            100 at <NumberField path={`${path}.best`} label={`${metric.name}: 100 points at`} original={scale.anchors[1]?.[0] ?? null} />
          </label>
        </span>
      ) : (
        <AnchorList path={list} metric={metric} anchors={anchors} original={scale.anchors} />
      )}
    </div>
  );
}

function AnchorList({ path, metric, anchors, original }: { readonly path: string; readonly metric: Metric; readonly anchors: Anchors; readonly original: Anchors }): ReactNode {
  const { mayEdit, edit, draft } = useModel();
  const { locale } = useWriter();
  const shown = (raw: number): string => rawText(raw, { quantity: metric.quantity as Quantity, unit: metric.unit }, locale);
  const change = (next: Anchors): void => edit(path, { value: next, original });
  const at = (place: number, pair: readonly [number, number]): Anchors => anchors.map((old, index) => (index === place ? pair : old));
  const [last, before] = [anchors.at(-1) ?? [0, 0], anchors.at(-2) ?? [0, 0]];
  return (
    <div className={styles.anchors} data-changed={draft.has(path) || undefined}>
      {anchors.map(([raw, points], place) => (
        <span key={place} className={styles.anchor}>
          {mayEdit ? (
            <>
              <NumberInput label={`${metric.name}, anchor ${place + 1}: value`} value={raw} take={(next) => change(at(place, [next, points]))} />
              <span className={styles.arrow} aria-hidden="true">
                →
              </span>
              <NumberInput label={`${metric.name}, anchor ${place + 1}: points`} value={points} take={(next) => change(at(place, [raw, next]))} />
              <span className={styles.unit}>{shown(raw) === String(raw) ? "" : shown(raw)}</span>
              {anchors.length > 2 && (
                <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Remove anchor ${place + 1} of ${metric.name}`} onClick={() => change(anchors.filter((_, index) => index !== place))}>
                  <IconTrash size={13} />
                </ActionIcon>
              )}
            </>
          ) : (
            <span>
              {shown(raw)} → {points}
            </span>
          )}
        </span>
      ))}
      {mayEdit && (
        <span className={styles.anchorTools}>
          <Button variant="subtle" size="compact-xs" onClick={() => change([...anchors, [Number((last[0] + (last[0] - before[0] || 1)).toPrecision(6)), last[1]]])}>
            Add an anchor
          </Button>
          {draft.has(path) && (
            <Button variant="subtle" color="gray" size="compact-xs" onClick={() => change(original)}>
              Back to what it was
            </Button>
          )}
        </span>
      )}
    </div>
  );
}
