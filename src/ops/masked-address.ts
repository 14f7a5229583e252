/** Where somebody came from, coarse enough to be kept: the network, not the machine. */

/**
 * `192.0.2.x` for IPv4 (24 bits are kept), `2001:db8:7::x` for IPv6 (48 bits, what one site gets by RFC 6177), '' for what is neither.
 * An IPv4 address in IPv6 clothes (`::ffff:192.0.2.1`) is an IPv4 address.
 */
export function maskedAddress(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  const four = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(plain);
  if (four) return `${four[1]}.x`;
  return /^[0-9a-f:]+$/i.test(plain) && plain.includes(':') ? `${firstGroups(plain, 3).join(':')}::x` : '';
}

/** With the zeros that `::` stands for. */
function firstGroups(address: string, count: number): string[] {
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].slice(0, count);
}
