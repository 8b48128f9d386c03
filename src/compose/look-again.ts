const lookMs = 60_000;

/** Looks every minute whether something is to be done, and does it, one after the other. It keeps no process from ending. */
export function lookAgain(attempt: () => Promise<void>, failed: (error: unknown) => void): { stop(): Promise<void> } {
  let working: Promise<void> | undefined;
  const timer = setInterval(() => {
    working ??= attempt().catch(failed).finally(() => (working = undefined));
  }, lookMs).unref();
  return {
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
}
