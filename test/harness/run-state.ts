interface RunState {
  stopServer?: (() => Promise<void>) | undefined;
}

declare global {
  var crosstownTestRun: RunState | undefined;
}

/** Shared by the set-up and the teardown, which Jest loads apart from one another, in one process. */
export const runState: RunState = (globalThis.crosstownTestRun ??= {});
