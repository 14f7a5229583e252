/** Every Redis key of agents and their events, under one tag so that one script may use them all on a cluster. */
const key = (name: string) => `{agents}:${name}`;

/** The flows' languages. A place in this list is a lane's number in the scripts: append, never reorder. */
export const LANES = ['de', 'en', 'tr', 'ru'] as const;

/** Stream of what happened to agents, capped; desks read it. */
export const EVENTS_KEY = key('events');

/** Hash: agent → record (JSON). */
export const PEOPLE_KEY = key('people');

/** KEYS of every script here, in this order: people, deadlines, calls, missed, events, idle per lane. */
export const AGENT_KEYS = [
  PEOPLE_KEY,
  // Sorted set: agent → when reservation, wrap-up or call ends at the latest
  key('deadlines'),
  // Hash: CallSid → agent reserved for it or talking to it
  key('calls'),
  // Sorted set: "CallSid agent" → when the agent missed that call
  key('missed'),
  EVENTS_KEY,
  // Sorted sets: agent → idle since, one per language; in the future while wrapping up
  ...LANES.map((language) => key(`idle:${language}`)),
];

/** '13' for German and Turkish; languages no flow has are left out. */
export function lanesOf(languages: readonly string[]): string {
  return LANES.map((language, index) => (languages.includes(language) ? String(index + 1) : '')).join('');
}
