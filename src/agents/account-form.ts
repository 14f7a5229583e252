/** What an account may look like: names, roles, endpoints, languages, passwords. Pure; faults are for programs and, joined, for people. */

const NAME = /^[a-z0-9][a-z0-9._-]{0,31}$/;
/** Where `<Dial>` can reach an agent: a number (E.164), a SIP address, or a browser phone's identity. */
const ENDPOINTS = [/^tel:\+[1-9]\d{6,14}$/, /^sips?:[\w.!~*'()+-]+@[\w.-]+(:\d{1,5})?$/, /^client:[\w.-]{1,100}$/];
const LONGEST_ENDPOINT = 200;

export const ACCOUNT_ROLES = ['admin', 'ops', 'agent'] as const;
export const AGENT_LANGUAGES = ['de', 'en', 'tr', 'ru'];

/** Fewest characters of a password that a person chooses (NIST SP 800-63B asks for 8; these open the desks of a whole region). */
export const SHORTEST_PASSWORD = 12;
/** More is refused, so that nobody makes us hash a book. */
export const LONGEST_PASSWORD = 200;

export interface AccountFault {
  /** Which value. */
  field: 'name' | 'roles' | 'languages' | 'endpoint' | 'supervisor' | 'password';
  fault: string;
  remedy: string;
}

/** An account as somebody asks for it, not judged yet. */
export interface AccountWish {
  name: string;
  roles: readonly string[];
  languages: readonly string[];
  endpoint?: string;
  supervisor: boolean;
}

/** A name as it is kept and looked up: nobody is two people because of a capital letter, a blank, or a keyboard's way to write a letter. */
export function normalName(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

/** Can an account have this name? */
export function isName(name: string): boolean {
  return NAME.test(name);
}

/** Every fault of an account at once; none: it may be stored. */
export function accountFaults(wish: AccountWish): AccountFault[] {
  const faults: AccountFault[] = [];
  const isAgent = wish.roles.includes('agent');
  if (!isName(wish.name))
    faults.push({ field: 'name', fault: 'is no name', remedy: '1 to 32 small letters, digits, and . _ - after the first' });
  faults.push(...listFaults('roles', wish.roles, ACCOUNT_ROLES, true));
  faults.push(...listFaults('languages', wish.languages, AGENT_LANGUAGES, isAgent));
  if (wish.endpoint !== undefined && !isEndpoint(wish.endpoint))
    faults.push({ field: 'endpoint', fault: 'cannot be rung', remedy: 'tel:+49…, sip:name@host or client:NAME' });
  // An administrator who only looks at the desk needs no telephone
  if (wish.endpoint === undefined && isAgent && !wish.roles.includes('admin'))
    faults.push({ field: 'endpoint', fault: 'is missing', remedy: 'say where the agent is rung: tel:+49…, sip:name@host or client:NAME' });
  if (wish.supervisor && !isAgent)
    faults.push({ field: 'supervisor', fault: 'needs the role agent', remedy: 'add the role, or leave supervisor off' });
  return faults;
}

/** Every fault of a password that shall be this account's. */
export function passwordFaults(password: string, name: string): AccountFault[] {
  const fault = (what: string, remedy: string): AccountFault => ({ field: 'password', fault: what, remedy });
  const faults: AccountFault[] = [];
  if (password.length < SHORTEST_PASSWORD) faults.push(fault('is too short', `at least ${SHORTEST_PASSWORD} characters`));
  if (password.length > LONGEST_PASSWORD) faults.push(fault('is too long', `at most ${LONGEST_PASSWORD} characters`));
  if (/\p{Cc}/u.test(password)) faults.push(fault('has control characters', 'letters, digits, blanks and signs only'));
  if (new Set(password).size < 4 || (name.length > 3 && password.toLowerCase().includes(name)))
    faults.push(fault('is too easy', 'several different characters, and not the name'));
  return faults;
}

function listFaults(field: 'roles' | 'languages', given: readonly string[], known: readonly string[], needed: boolean): AccountFault[] {
  const remedy = `of ${known.join(', ')}`;
  if (given.length === 0) return needed ? [{ field, fault: 'are missing', remedy: `at least one ${remedy}` }] : [];
  const unknown = given.filter((one) => !known.includes(one)).length;
  return unknown > 0 ? [{ field, fault: 'are not all known', remedy: `only some ${remedy}` }] : [];
}

function isEndpoint(endpoint: string): boolean {
  return endpoint.length <= LONGEST_ENDPOINT && ENDPOINTS.some((form) => form.test(endpoint));
}
