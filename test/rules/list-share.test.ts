import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CentreLoad, claimedByList, openToCallers, toOffer } from '../../src/booking/list-share.ts';

const count = fc.nat(200);
const loads = fc.record({ kreis: fc.constant('Hagen'), waiting: count, offered: count, free: count });
const shares = fc.double({ min: 0, max: 1, noNaN: true });
const load = (over: Partial<CentreLoad>): CentreLoad => ({ kreis: 'Hagen', waiting: 0, offered: 0, free: 0, ...over });

describe('the share of the waiting list', () => {
  it('never claims more than is free or than people wait; what it leaves is for those who ring', () => {
    fc.assert(
      fc.property(loads, shares, (centre, share) => {
        const claimed = claimedByList(centre, share);
        expect(claimed).toBeGreaterThanOrEqual(0);
        expect(claimed).toBeLessThanOrEqual(Math.min(centre.waiting, centre.free));
        expect(claimed + openToCallers(centre, share)).toBe(centre.free);
      }),
    );
  });

  it('whole: nobody who rings gets a place before everybody who waits', () => {
    fc.assert(
      fc.property(loads, (centre) => {
        expect(openToCallers(centre, 1)).toBe(Math.max(0, centre.free - centre.waiting));
      }),
    );
  });

  it('half: of new places half are held for the list, and as many are left, while the offers stand', () => {
    const fresh = load({ waiting: 100, free: 10 });
    expect(toOffer(fresh, 0.5)).toBe(5);
    expect(openToCallers(fresh, 0.5)).toBe(5);
    const offered = load({ waiting: 95, offered: 5, free: 5 });
    expect(toOffer(offered, 0.5)).toBe(0);
    expect(openToCallers(offered, 0.5)).toBe(5);
  });

  it('grows with the share', () => {
    fc.assert(
      fc.property(loads, shares, shares, (centre, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(claimedByList(centre, less)).toBeLessThanOrEqual(claimedByList(centre, more));
      }),
    );
  });

  it('none at all: those who ring may have everything, and still the list is offered one place after the other', () => {
    expect(openToCallers(load({ waiting: 3, free: 4 }), 0)).toBe(4);
    expect(toOffer(load({ waiting: 3, free: 4 }), 0)).toBe(1);
    expect(toOffer(load({ waiting: 3, offered: 1, free: 4 }), 0)).toBe(0);
  });

  it('nobody waits for ever beside free places, and none are held without somebody for them', () => {
    fc.assert(
      fc.property(loads, shares, (centre, share) => {
        const held = toOffer(centre, share);
        expect(held).toBeLessThanOrEqual(Math.min(centre.waiting, centre.free));
        if (centre.waiting > 0 && centre.free > 0 && centre.offered === 0) expect(held).toBeGreaterThan(0);
      }),
    );
  });

  it('a tenth of ten is one', () => {
    expect(claimedByList(load({ waiting: 50, free: 10 }), 0.1)).toBe(1);
    expect(claimedByList(load({ waiting: 50, free: 30 }), 0.7)).toBe(21);
  });
});
