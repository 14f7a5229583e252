import { flowVersion } from '../../flows/index.ts';
import type { Session } from '../../src/ivr/session.ts';

/** A session at its beginning, with what a test wants otherwise. */
export function makeSession(over: Partial<Session> = {}): Session {
  return {
    callSid: `CA${'0'.repeat(32)}`,
    flowVersion,
    at: 'mainMenu',
    turn: 0,
    language: 'de',
    line: 'vaccination',
    silences: 0,
    wrongKeys: 0,
    visits: {},
    facts: {},
    ...over,
  };
}
