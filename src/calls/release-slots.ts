import type { Parts } from './parts.ts';
import type { AnnouncedSlots } from './ports/stock.ts';

/** Announced places become bookable when their moment has come; looked at twice a second, so none is a second late. */
export const RELEASE_EVERY_MS = 500;

/** One round of the worker. Any number of workers may run it; one that dies in between leaves whole centres to the next round. */
export async function releaseSlots({
  clock,
  logger,
  announced,
}: Pick<Parts, 'clock' | 'logger'> & { announced: Pick<AnnouncedSlots, 'releaseDue'> }): Promise<number> {
  const { released, kreise } = await announced.releaseDue(clock.nowMs());
  if (released > 0) logger.info({ released, kreise }, 'announced places are bookable now');
  return released;
}
