/** One telephone on the page: plugged in under its number, heard through the speaker. */
import { useEffect, useReducer } from 'preact/hooks';
import * as network from './network.ts';
import { after, type Happening, type PhoneState, unplugged } from './phone-state.ts';
import type { Speaker } from './speaker.ts';

export interface PhoneActions {
  dial(to: string): void;
  press(key: string): void;
  hangUp(): void;
  answer(): void;
  reject(): void;
}

export function usePhone(number: string, speaker: Speaker): [PhoneState, PhoneActions] {
  const [state, happen] = useReducer(after, unplugged);
  useEffect(() => {
    const onEvent = (event: Happening) => {
      sound(event, speaker);
      happen(event);
    };
    const unplug = network.plugIn(number, onEvent, () => onEvent({ type: 'gone' }));
    return () => {
      unplug();
      speaker.stopRinging();
      speaker.hush();
    };
  }, [number, speaker]);
  return [state, actionsOf(number, state, happen)];
}

function sound(event: Happening, speaker: Speaker): void {
  if (event.type === 'ringing') speaker.ring();
  if (event.type === 'answered' || event.type === 'ended' || event.type === 'gone') speaker.stopRinging();
  if (event.type === 'hushed' || event.type === 'ended' || event.type === 'gone') speaker.hush();
  if (event.type === 'said') speaker.say(event.text, event.language, event.seconds, () => void network.finished(event.callSid, event.id));
}

function actionsOf(number: string, state: PhoneState, happen: (event: Happening) => void): PhoneActions {
  const { callSid, status } = state;
  return {
    dial(to) {
      happen({ type: 'dialled' });
      network.dial(number, to).then(
        ({ callSid: placed }) => happen({ type: 'placed', callSid: placed }),
        () => happen({ type: 'gone' }),
      );
    },
    press(key) {
      if (callSid !== undefined && status !== 'incoming') void network.press(callSid, key);
    },
    hangUp() {
      if (callSid !== undefined) void network.hangUp(callSid);
    },
    answer: () => void network.answer(number),
    reject: () => void network.reject(number),
  };
}
