/** How many free places belong to the waiting list, and how many to whoever rings: the list goes first, by the share that ops set. */

/** One centre. All counts are people: a couple needs two places. */
export interface CentreLoad {
  kreis: string;
  /** Waiting and able to take what is free: a couple counts only where two places lie together. */
  waiting: number;
  /** Being offered a place, which is held and not free. */
  offered: number;
  /** Pairs of appointments that nobody holds. */
  free: number;
}

/**
 * Free pairs that ordinary callers leave to the list: of all that is free or on offer the list has its share, and never
 * more than it has people.
 * @param share 0-1
 */
export function claimedByList({ waiting, offered, free }: CentreLoad, share: number): number {
  const ofList = Math.ceil(share * (free + offered) - ROUNDING);
  return Math.max(0, Math.min(waiting, free, ofList - offered));
}

/** Free pairs that an ordinary caller may be offered. */
export function openToCallers(load: CentreLoad, share: number): number {
  return load.free - claimedByList(load, share);
}

/** Pairs to hold for the list now. One at a time even for a list without a share: nobody waits for ever beside free places. */
export function toOffer(load: CentreLoad, share: number): number {
  const least = load.offered === 0 ? 1 : 0;
  return Math.min(load.waiting, load.free, Math.max(least, claimedByList(load, share)));
}

/** A tenth of ten is one, whatever the floating point says. */
const ROUNDING = 1e-9;
