import { endServices } from './running-services.ts';

/** After the last test: both servers end, and nothing of them stays on disk. */
export default async function globalTeardown(): Promise<void> {
  await endServices();
}
