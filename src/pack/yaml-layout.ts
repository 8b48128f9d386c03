import { Document, isCollection, visit } from "yaml";

/** Plain data as YAML: maps over several lines, lists of plain values and of pairs on one. */
export function yamlBlock(value: object): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Seq: (_, list) => {
      if (list.items.every((item) => !isCollection(item) || item.items.every((part) => !isCollection(part)))) list.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
}
