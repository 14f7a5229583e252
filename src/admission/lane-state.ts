import { type Bucket, isCallbacksTurn, nextSide, reopen, shareWithCallbacks, shareWithNewcomers, takeToken } from './bucket.ts';
import { waitSeconds } from './estimate.ts';
import { foresee } from './foresight.ts';
import { terms } from './terms.ts';
import type { Thresholds } from './thresholds.ts';
import { WaitingLine } from './waiting-line.ts';

/** Capacity and people of one lane in memory: the oracle for lane.lua. Open it first; then every question is about that moment. */
export class LaneState {
  thresholds: Thresholds;
  version: number;
  readonly line = new WaitingLine();
  /** CallSid or callback id → when its lease ends. */
  readonly seats = new Map<string, number>();
  /** Waiting CallSid → when it was last heard of. */
  readonly seen = new Map<string, number>();
  /** When somebody new was last refused a place. */
  refusedAtMs = 0;
  #bucket: Bucket | undefined;

  constructor(thresholds: Thresholds, version: number) {
    this.thresholds = thresholds;
    this.version = version;
  }

  /** The bucket as it is at this moment. */
  bucketAt(nowMs: number): Bucket {
    return reopen(this.#bucket, this.thresholds, nowMs);
  }

  /** Fills the bucket and returns the lane's time, which never runs back. */
  open(atMs: number): number {
    this.#bucket = this.bucketAt(atMs);
    return this.#bucket.atMs;
  }

  hasSeat(): boolean {
    return this.seats.size < this.thresholds.maxActiveCalls;
  }

  hasCapacity(): boolean {
    return (this.#bucket?.tokens ?? 0) >= 1 && this.hasSeat();
  }

  takeSeat(id: string, nowMs: number): void {
    this.seats.set(id, nowMs + terms.SEAT_LEASE_MS);
  }

  takeCapacity(id: string, nowMs: number): void {
    this.#bucket = takeToken(this.bucketAt(nowMs));
    this.takeSeat(id, nowMs);
  }

  join(callSid: string, order: number, nowMs: number): void {
    this.line.join(callSid, order, nowMs);
    this.seen.set(callSid, nowMs);
  }

  /** Whole seconds until somebody at this position is let in; undefined when nothing is measured. */
  waitSeconds(position: number, nowMs: number): number | undefined {
    const pace = this.line.pace(this.thresholds, nowMs);
    return pace && waitSeconds(position, pace);
  }

  letInFirst(nowMs: number): { callSid: string; order: number } {
    const first = this.line.letInFirst(nowMs);
    if (!first) throw new RangeError('nobody waits: ask for the length first');
    this.seen.delete(first.callSid);
    this.takeCapacity(first.callSid, nowMs);
    return first;
  }

  isCallbacksTurn(): boolean {
    return this.#bucket !== undefined && isCallbacksTurn(this.#bucket, this.thresholds.callbackShare);
  }

  shareWithCallbacks(nowMs: number): void {
    this.#bucket = shareWithCallbacks(this.bucketAt(nowMs), this.thresholds.callbackShare);
  }

  /** Callbacks that got nothing claim their share from now on, or do not any more. */
  claimForCallbacks(nowMs: number, untilMs: number): void {
    this.#bucket = { ...this.bucketAt(nowMs), callbacksUntilMs: untilMs };
  }

  /** Tells the line what callbacks that are due then will take from it. Returns how many will be dialled, cut to a whole number. */
  foresee(dueAtMs: Iterable<number>, atMs: number): number {
    const { atMs: nowMs, callbacksUntilMs } = this.bucketAt(atMs);
    const foresight = foresee(dueAtMs, this.thresholds, { nowMs, claiming: nowMs < callbacksUntilMs });
    this.line.foresee(foresight);
    return Math.floor(foresight.wanting.reduce((all, dialled) => all + dialled, 0));
  }

  /** Whose turn the next unit is. A side that is idle lends its share at once. */
  nextSide(callbacksWant: boolean, nowMs: number): 'call' | 'callback' {
    if (!callbacksWant) return 'call';
    if (this.line.length === 0) {
      this.#bucket = shareWithNewcomers(this.bucketAt(nowMs), this.thresholds.callbackShare);
      return 'callback';
    }
    const next = nextSide(this.bucketAt(nowMs), this.thresholds.callbackShare);
    this.#bucket = next.bucket;
    return next.side;
  }
}
