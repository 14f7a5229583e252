/** Runs a job again and again: `ms` after it has ended, never twice at a time. Returned: stops it, and waits for a run that is under way. */
export type Every = (ms: number, job: () => Promise<void>) => () => Promise<void>;

/** The machine's timer. The job must not reject: who hands it over has caught and logged its errors. */
export const every: Every = (ms, job) => {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const again = () => {
    if (!stopped) timer = setTimeout(run, ms);
  };
  const run = () => {
    running = job().finally(again);
  };
  run();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
};
