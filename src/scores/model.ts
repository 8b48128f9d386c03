import { modelProblems } from "./problems.ts";
import { modelShape } from "./schema.ts";

/** Reads a model, with every problem that can be found without knowing the metrics of the pack. */
export const modelSchema = modelShape
  .check((context) => {
    for (const { path, message } of modelProblems(context.value)) {
      context.issues.push({ code: "custom", input: context.value, path: [...path], message });
    }
  })
  .meta({ id: "Model", description: "How metrics become one score: scales, weights, bands, adjustments, and what differs for whom." });
