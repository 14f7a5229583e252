/** What the front door decides for one caller; the port's words. */
export type Decision =
  | { answer: 'admitted' | 'callbackOffered' | 'busy' }
  | { answer: 'queued'; position: number; waitSeconds: number | undefined }
  | { answer: 'known' | 'missedCallback'; callbackId: string }
  | { answer: 'closed'; reason: string; opensAtMs: number };

/** What the front door answers, as the port says it. */
export type Answer = Decision & { thresholdsVersion: number; ticketAtMs: number; attempt: number; previousCallSid?: string };

/** Neither a seat nor a place: in a rush nearly every answer. */
export function takesNothing({ answer }: Answer): boolean {
  return answer === 'callbackOffered' || answer === 'known' || answer === 'busy' || answer === 'closed';
}
