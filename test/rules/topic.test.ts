import { expect, it } from '@jest/globals';
import type { Facts, Session } from '../../src/ivr/session.ts';
import { topicOf } from '../../src/ivr/topic.ts';
import { makeSession } from '../support/make-session.ts';

const proposal = { holdId: 'h', heldUntilMs: 0, firstMs: [1], secondMs: [2] };

it.each<[string, ReturnType<typeof topicOf>, Facts, Partial<Session>?]>([
  ['nothing was pressed but the nought', 'question', {}],
  ['a booking has begun, and nothing was typed yet', 'booking', { bookedPeople: 0 }],
  ['somebody’s birthday is known', 'booking', { persons: [{ birthDate: '1938-03-05' }] }],
  ['a pair is proposed', 'booking', { bookedPeople: 0, proposal }],
  ['a place on the list is wanted', 'booking', { forList: true }],
  ['it is booked', 'question', { bookedPeople: 0, proposal }, { outcome: 'booked' }],
  ['an appointment was asked for by its code', 'question', { code: '47038156' }],
  ['an appointment was read out', 'question', { codes: ['47038156'], persons: [{ birthDate: '1938-03-05' }], proposal }],
  ['we called because a human was wanted', 'callback', { callbackKind: 'human' }, { line: 'callback' }],
  ['a human’s callback was asked for in this very call', 'question', { callbackKind: 'human' }],
  ['another agent has handed it on', 'handedOn', { topic: 'handedOn', bookedPeople: 0 }],
])('%s: %s', (_what, topic, facts, over = {}) => {
  expect(topicOf(makeSession({ facts, ...over }))).toBe(topic);
});
