import type { Line } from './lines.de.ts';

/** Sentences that have other words where the appointment they speak of is two people's: each of them has a number, and both come. */
export const forTwo = {
  proposalFound: 'proposalFoundForTwo',
  offer: 'offerForTwo',
  fixed: 'fixedForTwo',
  whatToBring: 'whatToBringForTwo',
  appointment: 'appointmentForTwo',
  moved: 'movedForTwo',
  cancelSure: 'cancelSureForTwo',
} as const satisfies { readonly [L in Line]?: Line };
