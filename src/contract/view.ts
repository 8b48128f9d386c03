import { z } from "zod";
import { instantSchema } from "./values.ts";

/** What the portfolio's address says behind its question mark, without the date. */
const search = z.string().max(4000, "these filters are too long for a view; choose fewer values");
const name = z.string().trim().min(1, "write a name").max(60, "write at most 60 characters");

export const viewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    search: z.string().meta({ description: "Filters, order, groups and columns, as the portfolio's address writes them." }),
    isShared: z.boolean().meta({ description: "Everybody of the workspace has it." }),
    isOwn: z.boolean(),
    isDefault: z.boolean().meta({ description: "The portfolio opens with it, for whoever asks." }),
    mayWrite: z.boolean(),
    keptBy: z.string(),
    changedAt: instantSchema,
  })
  .meta({ id: "PortfolioView", description: "Filters, order, groups and columns of the portfolio under a name." });

export const viewsSchema = z.object({ views: z.array(viewSchema).meta({ description: "Those that are shared and one's own, by name." }), mayShare: z.boolean() }).meta({ id: "PortfolioViews" });

export const viewWish = z.strictObject({ name, search, isShared: z.boolean().default(false).meta({ description: "Takes a manager." }) });

export const viewChange = z.strictObject({
  name: name.optional(),
  search: search.optional(),
  isShared: z.boolean().optional().meta({ description: "Takes a manager." }),
  isDefault: z.boolean().optional().meta({ description: "For oneself: the portfolio opens with it." }),
  isRemoved: z.literal(false).optional().meta({ description: "Brings back what was removed, for 30 days." }),
});
