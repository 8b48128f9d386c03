import { z } from "zod";

/** RFC 9457. `code` is stable, texts may change. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    message: z.string().meta({ description: "The same as `detail`, for libraries that look there." }),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: "Everything that is wrong with the request, each with its place." }),
  })
  .meta({ id: "Problem", description: "What went wrong, as RFC 9457 says." });

export type Problem = z.infer<typeof problemSchema>;
