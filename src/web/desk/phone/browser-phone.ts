/** A telephone in the browser, over Twilio's Voice SDK: loaded only where the hotline has an account for it. */
import type { Call, Device } from '@twilio/voice-sdk';

export type BrowserPhoneState = 'connecting' | 'ready' | 'ringing' | 'talking' | 'broken';

export interface BrowserPhone {
  answer(): void;
  /** Presses a key in the running call: the announcement asks for 1. */
  press(key: string): void;
  hangUp(): void;
  mute(on: boolean): void;
  close(): void;
}

/**
 * Registers as this agent's telephone.
 * @param nextToken asked shortly before a token runs out; undefined: none is to be had
 */
export async function plugIn(
  token: string,
  nextToken: () => Promise<string | undefined>,
  tell: (state: BrowserPhoneState) => void,
): Promise<BrowserPhone> {
  const { Device } = await import('@twilio/voice-sdk');
  const device = new Device(token, { closeProtection: true });
  // The page rings by itself, and may be muted
  device.audio?.incoming(false);
  let call: Call | undefined;
  device.on('registered', () => tell('ready'));
  device.on('unregistered', () => tell('connecting'));
  device.on('error', () => tell(device.state === 'registered' ? 'ready' : 'broken'));
  device.on('incoming', (incoming: Call) => {
    call = incoming;
    tell('ringing');
    incoming.on('accept', () => tell('talking'));
    for (const end of ['cancel', 'disconnect', 'reject'])
      incoming.on(end, () => {
        if (call === incoming) call = undefined;
        tell('ready');
      });
  });
  renewTokens(device, nextToken, tell);
  // Tried again by the SDK itself: `registered` says when it has worked
  device.register().catch((thrown: unknown) => {
    console.warn('the telephone in the browser', thrown);
    tell('broken');
  });
  return {
    answer: () => call?.accept(),
    press: (key) => call?.sendDigits(key),
    hangUp: () => call?.disconnect(),
    mute: (on) => call?.mute(on),
    close: () => device.destroy(),
  };
}

function renewTokens(device: Device, nextToken: () => Promise<string | undefined>, tell: (state: BrowserPhoneState) => void): void {
  device.on('tokenWillExpire', async () => {
    const token = await nextToken();
    if (token === undefined) return tell('broken');
    device.updateToken(token);
  });
}
