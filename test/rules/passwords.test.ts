import { describe, expect, it } from '@jest/globals';
import { accountFaults, normalName, passwordFaults } from '../../src/agents/account-form.ts';
import { hashPassword, makePassword, markOf, unopenableHash, verifyPassword } from '../../src/agents/passwords.ts';

describe('passwords', () => {
  it('only the password itself opens its hash', async () => {
    const stored = await hashPassword('Grüße aus Hagen');
    expect(await verifyPassword('Grüße aus Hagen', stored)).toBe(true);
    expect(await verifyPassword('Grüße aus Hagen ', stored)).toBe(false);
    expect(await verifyPassword('', stored)).toBe(false);
  });

  it('an umlaut typed as one or as two code points is the same password', async () => {
    const stored = await hashPassword('Gr\u00fc\u00dfe');
    expect(await verifyPassword('Gru\u0308\u00dfe', stored)).toBe(true);
  });

  it('the same password is stored differently each time, and says what it cost', async () => {
    const [one, two] = await Promise.all([hashPassword('zwölf Zeichen'), hashPassword('zwölf Zeichen')]);
    expect(one).not.toBe(two);
    expect(markOf(one)).not.toBe(markOf(two));
    expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
    expect(one).not.toContain('Zeichen');
  });

  it('a hash with another cost still opens, so that the cost can be raised', async () => {
    // RFC 7914, section 12, third test vector: 64 bytes, N=16384, r=8, p=1
    const hash =
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887';
    const salt = Buffer.from('SodiumChloride').toString('base64url');
    const stored = `$scrypt$ln=14,r=8,p=1$${salt}$${Buffer.from(hash, 'hex').toString('base64url')}`;
    expect(await verifyPassword('pleaseletmein', stored)).toBe(true);
  });

  it('the hash that stands for nobody is as dear as a real one and opens with nothing', async () => {
    expect(unopenableHash().split('$')[2]).toBe((await hashPassword('x')).split('$')[2]);
    expect(await verifyPassword('', unopenableHash())).toBe(false);
  });

  it('something that is not a hash of ours is a fault and never a match', async () => {
    await expect(verifyPassword('x', 'x')).rejects.toMatchObject({ code: 'PASSWORD_HASH' });
    await expect(verifyPassword('', '')).rejects.toMatchObject({ code: 'PASSWORD_HASH' });
  });
});

describe('the form of an account', () => {
  const good = { name: 'agent7', roles: ['agent'], endpoint: 'tel:+4923190000000', languages: ['de'], supervisor: false };
  const fields = (faults: { field: string }[]) => faults.map(({ field }) => field).sort();

  it('accepts a number, a SIP address and a browser phone', () => {
    for (const endpoint of ['tel:+4923190000000', 'sip:agent7@pbx.example.org', 'sips:agent7@pbx.example.org:5061', 'client:agent7'])
      expect(accountFaults({ ...good, endpoint })).toEqual([]);
  });

  it('refuses everything else that could be dialled or injected', () => {
    for (const endpoint of [
      '',
      '023190000000',
      'tel:023190000000',
      'tel:+49231;postd=1',
      'tel:+4923190000000\r\nX: 1',
      'sip:',
      'http://example.org',
      'client:',
      'client:a b',
      'client:<Hangup/>',
      `client:${'a'.repeat(101)}`,
      `sip:${'a'.repeat(300)}@example.org`,
    ])
      expect(fields(accountFaults({ ...good, endpoint }))).toEqual(['endpoint']);
  });

  it('refuses names that could be mistaken for another, or for something else', () => {
    for (const name of ['', '-x', 'a b', 'ANNA', 'änna', 'anna\n', 'a\u0000', '__proto__', '(unknown)', '../admin', 'a'.repeat(33)])
      expect(fields(accountFaults({ ...good, name }))).toEqual(['name']);
  });

  it('names every fault at once', () => {
    const wish = { name: 'Agent 7', roles: ['agent', 'root'], endpoint: 'x', languages: ['de', 'xx'], supervisor: false };
    expect(fields(accountFaults(wish))).toEqual(['endpoint', 'languages', 'name', 'roles']);
    expect(fields(accountFaults({ name: 'a', roles: [], languages: [], supervisor: true }))).toEqual(['roles', 'supervisor']);
  });

  it('an agent is rung somewhere and speaks something; ops and administrators need not', () => {
    const bare = { name: 'olga', languages: [], supervisor: false };
    expect(fields(accountFaults({ ...bare, roles: ['agent'] }))).toEqual(['endpoint', 'languages']);
    expect(accountFaults({ ...bare, roles: ['ops'] })).toEqual([]);
    expect(accountFaults({ ...bare, roles: ['admin'] })).toEqual([]);
  });

  it('one name is one person, however it is typed', () => {
    for (const typed of ['anna', 'Anna', ' ANNA ', '\uff41nna']) expect(normalName(typed)).toBe('anna');
  });

  it('a password is long, varied, typeable and not the name; a made one is', () => {
    expect(passwordFaults('zwölf Zeichen', 'agent7')).toEqual([]);
    expect(passwordFaults(makePassword(), 'agent7')).toEqual([]);
    for (const bad of ['elf Zeichen', 'x'.repeat(12), 'abcabcabcabcabc', 'my Agent7 password', 'zwölf\u0000Zeichen', 'Wort '.repeat(41)])
      expect(passwordFaults(bad, 'agent7')).toHaveLength(1);
  });
});
