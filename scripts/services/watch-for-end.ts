/** Tells once when the system is to end: a signal, or the npm that started us is gone. */
export function untilAskedToEnd(environment: Record<string, string | undefined>): Promise<string> {
  return new Promise((resolve) => {
    // A terminal signals the whole group and npm passes the signal on: it may come twice, and the listeners stay
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    if (environment['npm_lifecycle_event'] === undefined) return;
    // npm, or the shell between, may end without passing anything on
    const parent = process.ppid;
    const look = setInterval(() => {
      if (process.ppid !== parent) resolve('npm has ended');
    }, 500);
    look.unref();
  });
}
