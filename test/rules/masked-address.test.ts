import { describe, expect, it } from '@jest/globals';
import { maskedAddress } from '../../src/ops/masked-address.ts';

describe('an address in the audit', () => {
  it('names the network and never the machine', () => {
    expect(maskedAddress('192.0.2.71')).toBe('192.0.2.x');
    expect(maskedAddress('::ffff:192.0.2.71')).toBe('192.0.2.x');
    expect(maskedAddress('::FFFF:192.0.2.71')).toBe('192.0.2.x');
    expect(maskedAddress('2001:db8:7:1::1')).toBe('2001:db8:7::x');
    expect(maskedAddress('2001:DB8::1')).toBe('2001:db8:0::x');
    expect(maskedAddress('fe80::1%eth0')).toBe('fe80:0:0::x');
    expect(maskedAddress('::1')).toBe('0:0:0::x');
  });

  it('says nothing of what is no address', () => {
    for (const text of ['', 'localhost', '192.0.2', '192.0.2.1\r\nX: 1', 'secret words']) expect(maskedAddress(text)).toBe('');
  });
});
