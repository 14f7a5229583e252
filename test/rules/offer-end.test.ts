import { describe, expect, it } from '@jest/globals';
import { endOfOffer, type OfferSigns, UNDECIDED_MS } from '../../src/booking/offer-end.ts';

const NOW = Date.UTC(2021, 0, 25, 9);
const MINUTE = 60_000;
type Callback = NonNullable<OfferSigns['callback']>;
const standing: OfferSigns = {
  hold: 'held',
  callback: { state: 'open', attempts: 1 },
  untilMs: NOW + MINUTE,
  latestMs: NOW + 600 * MINUTE,
};
const end = (over: Partial<OfferSigns> = {}) => endOfOffer({ ...standing, ...over }, NOW);
const told = (state: Callback['state'], attempts = 1, closedAtMs = NOW - MINUTE): Callback => ({ state, attempts, closedAtMs });

describe('an offer to somebody of the waiting list', () => {
  it('stands while it is being rung, and while its person talks to us', () => {
    for (const state of ['open', 'dialling', 'accepted'] as const) expect(end({ callback: told(state) })).toBe('stands');
  });

  it('nobody rings for it: somebody died before the callback was registered', () => {
    const { callback: _lost, ...unheard } = standing;
    expect(endOfOffer(unheard, NOW)).toBe('ring');
  });

  it('was booked, whatever else is true', () => {
    expect(end({ hold: 'booked', callback: told('missed'), untilMs: NOW - 1 })).toBe('booked');
  });

  it('lost its place: the person waits on', () => {
    expect(end({ hold: 'gone' })).toBe('putBack');
  });

  it('all tries in vain: passed on, and the entry is closed', () => {
    expect(end({ callback: told('missed', 3) })).toBe('unreached');
  });

  it('not wanted, or an hour without a decision: the place goes on, the person rests', () => {
    expect(end({ callback: told('dropped') })).toBe('rests');
    expect(end({ callback: told('accepted', 1, NOW - UNDECIDED_MS) })).toBe('rests');
  });

  it('time is up: the place goes on though tries are left', () => {
    expect(end({ untilMs: NOW })).toBe('rests');
  });

  it('time is up, but the person was never rung or is being rung: lasts longer', () => {
    expect(end({ untilMs: NOW, callback: told('open', 0) })).toBe('extend');
    expect(end({ untilMs: NOW, callback: told('dialling') })).toBe('extend');
  });

  it('but never until the appointment itself; who was not rung waits on without a rest', () => {
    expect(end({ untilMs: NOW, latestMs: NOW, callback: told('open', 0) })).toBe('putBack');
    expect(end({ untilMs: NOW, latestMs: NOW, callback: told('dialling') })).toBe('rests');
  });
});
