/** What an account may look like: names, endpoints, languages, passwords. Pure; faults are sentences for a person. */

const NAME = /^[a-z0-9][a-z0-9._-]{0,31}$/;
/** Where `<Dial>` can reach an agent: a number (E.164), a SIP address, or a browser phone's identity. */
const ENDPOINTS = [/^tel:\+[1-9]\d{6,14}$/, /^sips?:[\w.!~*'()+-]+@[\w.-]+(:\d{1,5})?$/, /^client:[\w.-]{1,100}$/];

export const AGENT_LANGUAGES = ['de', 'en', 'tr', 'ru'];

/** Fewest characters of a password that a person chooses (NIST SP 800-63B asks for 8, for admins we ask more). */
export const SHORTEST_PASSWORD = 12;
/** More is refused, so that nobody makes us hash a book. */
export const LONGEST_PASSWORD = 200;

/** Every fault of a new agent's account at once; none: it may be stored. */
export function agentFaults(agent: { name: string; endpoint: string; languages: readonly string[]; password: string }): string[] {
  const faults: string[] = [];
  if (!NAME.test(agent.name)) faults.push('NAME must be 1 to 32 characters: small letters, digits, and . _ - after the first');
  if (!ENDPOINTS.some((form) => form.test(agent.endpoint))) faults.push('--endpoint must be tel:+49…, sip:name@host or client:NAME');
  const unknown = agent.languages.filter((language) => !AGENT_LANGUAGES.includes(language));
  if (agent.languages.length === 0) faults.push(`--languages must name at least one of ${AGENT_LANGUAGES.join(', ')}`);
  if (unknown.length > 0) faults.push(`--languages: ${unknown.join(', ')} is not one of ${AGENT_LANGUAGES.join(', ')}`);
  if (agent.password.length < SHORTEST_PASSWORD) faults.push(`the password must have at least ${SHORTEST_PASSWORD} characters`);
  if (agent.password.length > LONGEST_PASSWORD) faults.push(`the password must have at most ${LONGEST_PASSWORD} characters`);
  return faults;
}
