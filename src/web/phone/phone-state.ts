/** What a telephone shows, as a rule: state + event → state. */
import type { Hello, NetworkEvent } from './network.ts';

export type Line =
  | { id: number; who: 'line'; text: string; language: string }
  | { id: number; who: 'line'; music: true }
  | { id: number; who: 'you'; key: string };

export type Status = 'unplugged' | 'idle' | 'calling' | 'incoming' | 'talking' | 'asked' | 'dialling' | 'connected' | 'ended';

export interface PhoneState {
  status: Status;
  callSid: string | undefined;
  /** Who calls, or who is at the other end. */
  other: string;
  lines: Line[];
}

export const unplugged: PhoneState = { status: 'unplugged', callSid: undefined, other: '', lines: [] };

/** Longer conversations lose their beginning on the page. */
const mostLines = 200;

export type Happening = NetworkEvent | Hello | { type: 'gone' } | { type: 'dialled' } | { type: 'placed'; callSid: string | undefined };

export function after(state: PhoneState, event: Happening): PhoneState {
  switch (event.type) {
    case 'gone':
      return { ...state, status: 'unplugged', callSid: undefined };
    case 'hello':
      return greet(state, event);
    case 'dialled':
      return { ...state, status: 'calling', lines: [] };
    case 'placed':
      if (state.status !== 'calling') return state;
      return event.callSid === undefined ? { ...state, status: 'ended' } : { ...state, callSid: event.callSid };
    case 'ringing':
      return { status: 'incoming', callSid: event.callSid, other: event.from, lines: [] };
    case 'answered':
      return { ...state, status: 'talking', callSid: event.callSid };
    case 'said':
      return said(state, event, { id: event.id, who: 'line', text: event.text, language: event.language });
    case 'played':
      return said(state, event, { id: event.id, who: 'line', music: true });
    case 'asked':
      return { ...state, status: 'asked', callSid: event.callSid };
    case 'key':
      return event.from === 'own'
        ? { ...state, status: state.status === 'asked' ? 'talking' : state.status, lines: withKey(state.lines, event.key) }
        : state;
    case 'dialling':
      return { ...state, status: 'dialling', callSid: event.callSid };
    case 'connected':
      return { ...state, status: 'connected', callSid: event.callSid, other: event.with };
    case 'ended':
      return event.callSid === state.callSid || state.callSid === undefined ? { ...state, status: 'ended', callSid: undefined } : state;
    case 'hushed':
    case 'parted':
      return state;
  }
}

/** Plugged in (again): a call may be running already, after a reload. */
function greet(state: PhoneState, hello: Hello): PhoneState {
  const running = hello.calls[0];
  if (!running) return { ...state, status: state.status === 'unplugged' ? 'idle' : state.status, callSid: undefined };
  const status: Status = running.state === 'connected' ? 'connected' : running.state === 'ringing' ? 'dialling' : 'talking';
  return { ...state, status, callSid: running.callSid, other: running.from };
}

function said(state: PhoneState, event: NetworkEvent, line: Line): PhoneState {
  return { ...state, status: 'talking', callSid: event.callSid, lines: [...state.lines, line].slice(-mostLines) };
}

function withKey(lines: Line[], key: string): Line[] {
  const last = lines.at(-1);
  if (last?.who === 'you') return [...lines.slice(0, -1), { ...last, key: `${last.key} ${key}` }];
  return [...lines, { id: -lines.length - 1, who: 'you', key }];
}
