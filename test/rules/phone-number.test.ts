import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dialable, isMobile, parseTyped, spokenGroups } from '../../src/callbacks/phone-number.ts';

describe('the numbers we ring', () => {
  it.each(['+4923112345678', '+493012345', '+491701234567', '+4915112345678', '+49491123'])('%s: geographic or mobile', (number) => {
    expect(dialable(number)).toBe(true);
  });

  it.each([
    ['premium', '+499001234567'],
    ['premium', '+4990012345678'],
    ['mass calls', '+491371234567'],
    ['shared cost', '+491801234567'],
    ['directory', '+4911833'],
    ['personal', '+4970012345678'],
    ['placeless', '+493222123456'],
    ['freephone', '+498001234567'],
    ['pager', '+491681234567'],
    ['emergency', '+49112'],
    ['emergency', '+49110'],
    ['short', '+49116117'],
    ['routing', '+49198765432'],
    ['satellite', '+8816123456789'],
    ['satellite', '+870773123456'],
    ['abroad', '+41446681800'],
    ['abroad', '+37167123456'],
    ['too short', '+49231'],
    ['too long', '+4923112345678901'],
    ['not E.164', '0231123456'],
    ['not E.164', ''],
  ])('never %s: %s', (_kind, number) => {
    expect(dialable(number)).toBe(false);
  });

  it('never rings anything outside Germany', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+[1-9]\d{7,14}$/), (number) => {
        if (!number.startsWith('+49')) expect(dialable(number)).toBe(false);
      }),
    );
  });

  it('only mobile numbers get text messages', () => {
    expect(isMobile('+491701234567')).toBe(true);
    expect(isMobile('+4923112345678')).toBe(false);
    expect(isMobile('+491681234567')).toBe(false);
  });
});

describe('a typed number', () => {
  it.each(['0231123456', '0231123456#', '0049231123456', '49231123456', '490231123456'])('%s is +49231123456', (digits) => {
    expect(parseTyped(digits)).toEqual({ number: '+49231123456' });
  });

  it('an area code that begins with 49 keeps it', () => {
    expect(parseTyped('04911234567')).toEqual({ number: '+494911234567' });
  });

  it.each([
    ['', 'tooShort'],
    ['#', 'tooShort'],
    ['112', 'tooShort'],
    ['123456', 'noAreaCode'],
    ['0043123456789', 'foreign'],
    ['09001234567', 'notDialable'],
    ['01371234567', 'notDialable'],
    ['0000000', 'foreign'],
    ['08001234567', 'notDialable'],
    ['0231', 'tooShort'],
    ['0231*123456', 'notDialable'],
    ['0'.repeat(500), 'notDialable'],
  ] as const)('%s: %s', (digits, fault) => {
    expect(parseTyped(digits)).toEqual({ fault });
  });

  it('whatever is typed, an accepted number may be rung', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9#*]{0,20}$/), (digits) => {
        const typed = parseTyped(digits);
        if ('number' in typed) expect(dialable(typed.number)).toBe(true);
      }),
    );
  });
});

describe('a number read aloud', () => {
  it.each([
    ['+49231123456', ['0231', '12', '34', '56']],
    ['+492311234567', ['0231', '12', '34', '567']],
    ['+491701234567', ['0170', '12', '34', '567']],
    ['+49491123', ['0491', '123']],
    ['+4980011611702', ['0800', '116', '117', '02']],
    ['+41446681800', ['00', '41', '44', '66', '81', '800']],
  ])('%s in groups', (number, groups) => {
    expect(spokenGroups(number)).toEqual(groups);
  });

  it('loses no digit and starts with 0', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+49[1-9]\d{5,11}$/), (number) => {
        const spoken = spokenGroups(number).join('');
        expect([number.replace('+49', '0'), number.replace('+', '00')]).toContain(spoken);
      }),
    );
  });
});
