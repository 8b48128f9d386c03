import { existsSync } from "node:fs";
import { join } from "node:path";

/** Public data sets that are not part of this repository: where they lie, and how to say so. */
const datasets = process.env["BELLWETHER_DATASETS"] ?? "../shared/data";

export const datasetFolder = (name: string): string => join(datasets, name);

/** The reason for leaving something out; undefined when the data set is there. */
export const lackingDataset = (name: string): string | undefined =>
  existsSync(datasetFolder(name)) ? undefined : `the data set ${name} isn't there; set BELLWETHER_DATASETS to the folder that holds it`;
