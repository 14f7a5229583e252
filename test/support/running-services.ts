import { rmSync } from 'node:fs';
import type { Service } from '../../scripts/services/postgres.ts';

/** What the global set-up started, for the global tear-down to end. */
let running: { home: string; services: Service[] } | undefined;

/** Remembers the servers of this run and their folder. */
export function keepServices(home: string, services: Service[]): void {
  running = { home, services };
}

/** Ends them and removes their data; repeatable. */
export async function endServices(): Promise<void> {
  const ending = running;
  running = undefined;
  if (!ending) return;
  await Promise.all(ending.services.map((service) => service.stop()));
  rmSync(ending.home, { recursive: true, force: true });
}
