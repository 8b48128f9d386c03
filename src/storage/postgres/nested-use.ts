import { AsyncLocalStorage } from "node:async_hooks";

/** A programming error: the database was asked from within a transaction, beside it. */
export class NestedUse extends Error {
  constructor() {
    super("The database was used beside a transaction from within it; with one connection it would wait for itself for ever. Pass the transaction on as an argument.");
  }
}

interface Holding {
  isOver: boolean;
}

const holding = new AsyncLocalStorage<Holding>();

/** Throws where the caller stands within {@link asHolder}. */
export function refuseNestedUse(): void {
  if (holding.getStore()?.isOver === false) throw new NestedUse();
}

/** Does the work of whoever holds a connection. What it leaves running behind is free again when it ends. */
export async function asHolder<T>(work: () => Promise<T>): Promise<T> {
  refuseNestedUse();
  const store: Holding = { isOver: false };
  return holding.run(store, async () => {
    try {
      return await work();
    } finally {
      store.isOver = true;
    }
  });
}
