import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCallerId } from '../../src/callbacks/phone-number.ts';

describe('the number a call shows', () => {
  it.each([
    ['+49231123456', '+49231123456'],
    ['0049231123456', '+49231123456'],
    ['49231123456', '+49231123456'],
    ['0231123456', '+49231123456'],
    ['+49 (0) 231 12 34-56', '+49231123456'],
    ['+490231123456', '+49231123456'],
    ['sip:+49231123456@trunk.example;user=phone', '+49231123456'],
    ['sips:0231123456;phone-context=x@trunk.example', '+49231123456'],
    ['"Praxis" <sip:0231123456@trunk.example>', '+49231123456'],
    ['tel:+49-231-123456', '+49231123456'],
    ['+41446681800', '+41446681800'],
  ])('%s is %s', (from, number) => {
    expect(parseCallerId(from)).toEqual({ kind: 'shown', number });
  });

  it.each([
    '',
    '   ',
    'anonymous',
    'Anonymous',
    'unknown',
    'restricted',
    'private',
    'unavailable',
    'withheld',
    'blocked',
    'sip:anonymous@anonymous.invalid',
    'sip:Unknown@10.0.0.1',
    'sip:10.0.0.1',
    'client:somebody',
    '+266696687',
    '266696687',
    '+86282452253',
    '+8656696',
    '+2562533',
    '+7378742833',
    '110',
    '116117',
    '+',
    'anonymous +49231123456',
    'sip:@',
    '+49231123456789012345',
  ])('%j is nobody we could tell from others', (from) => {
    expect(parseCallerId(from)).toEqual({ kind: 'withheld' });
  });

  it('reads any text without failing, and what it shows is E.164', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[+0-9 ()/-]{0,25}$/)), (from) => {
        const caller = parseCallerId(from);
        if (caller.kind === 'shown') expect(caller.number).toMatch(/^\+[1-9]\d{7,14}$/);
      }),
    );
  });
});
