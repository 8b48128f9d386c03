import { AliasNode, BinaryOperationNode, ColumnNode, type DeleteQueryNode, type InsertQueryNode, type JoinNode, type KyselyPlugin, type OperationNode, OperationNodeTransformer, OperatorNode, PrimitiveValueListNode, type QueryId, QueryNode, ReferenceNode, type SelectQueryNode, TableNode, type UpdateQueryNode, ValueListNode, ValueNode, ValuesNode } from "kysely";

const column = "workspace";

/**
 * Keeps the sign-in library within one workspace, which it knows nothing of: whatever it reads, changes and deletes of its own tables
 * is of this workspace, and whatever it adds becomes so. What can't be told apart is refused.
 */
export class OfWorkspace implements KyselyPlugin {
  readonly #within: Within;

  constructor(workspace: string) {
    this.#within = new Within(workspace);
  }

  transformQuery({ node, queryId }: Parameters<KyselyPlugin["transformQuery"]>[0]): ReturnType<KyselyPlugin["transformQuery"]> {
    return this.#within.transformNode(node, queryId);
  }

  transformResult({ result }: Parameters<KyselyPlugin["transformResult"]>[0]): ReturnType<KyselyPlugin["transformResult"]> {
    return Promise.resolve(result);
  }
}

/** Goes through a statement with all the ones that it is made of: the library puts what it asks for into another one. */
class Within extends OperationNodeTransformer {
  readonly #workspace: string;

  constructor(workspace: string) {
    super();
    this.#workspace = workspace;
  }

  protected override transformSelectQuery(node: SelectQueryNode, queryId: QueryId): SelectQueryNode {
    return this.#restricted(super.transformSelectQuery(node, queryId), node.from?.froms ?? []);
  }

  protected override transformDeleteQuery(node: DeleteQueryNode, queryId: QueryId): DeleteQueryNode {
    return this.#restricted(super.transformDeleteQuery(node, queryId), [...node.from.froms, ...(node.using?.tables ?? [])]);
  }

  protected override transformUpdateQuery(node: UpdateQueryNode, queryId: QueryId): UpdateQueryNode {
    return this.#restricted(super.transformUpdateQuery(node, queryId), [...(node.table ? [node.table] : []), ...(node.from?.froms ?? [])]);
  }

  protected override transformInsertQuery(node: InsertQueryNode, queryId: QueryId): InsertQueryNode {
    const added = super.transformInsertQuery(node, queryId);
    if (!node.into || !isOurs(node.into)) return added;
    const { values, columns } = added;
    if (!values || !ValuesNode.is(values) || !columns) throw new Error("the sign-in library adds rows in a way that isn't known");
    const rows = values.values.map((row) => (ValueListNode.is(row) ? ValueListNode.create([...row.values, ValueNode.create(this.#workspace)]) : PrimitiveValueListNode.create([...row.values, this.#workspace])));
    return { ...added, columns: [...columns, ColumnNode.create(column)], values: ValuesNode.create(rows) };
  }

  protected override transformJoin(node: JoinNode, queryId: QueryId): JoinNode {
    if (isOurs(node.table)) throw new Error("the sign-in library joins its tables, and whose rows those are isn't looked at");
    return super.transformJoin(node, queryId);
  }

  #restricted<N extends SelectQueryNode | UpdateQueryNode | DeleteQueryNode>(node: N, tables: readonly OperationNode[]): N {
    if (!tables.some(isOurs)) return node;
    if (tables.length > 1) throw new Error("a statement of the sign-in library names more than one table");
    return QueryNode.cloneWithWhere(node, BinaryOperationNode.create(ReferenceNode.create(ColumnNode.create(column)), OperatorNode.create("="), ValueNode.create(this.#workspace)));
  }
}

function isOurs(node: OperationNode): boolean {
  return AliasNode.is(node) ? isOurs(node.node) : TableNode.is(node) && node.table.identifier.name.startsWith("sign_in_");
}
