/** The telephone network's control API, as a browser telephone uses it. */
export type NetworkEvent = { callSid: string } & (
  | { type: 'ringing'; from: string }
  | { type: 'answered' }
  | { type: 'said'; id: number; text: string; language: string; seconds: number }
  | { type: 'played'; id: number; url: string; seconds: number }
  | { type: 'hushed' }
  | { type: 'asked' }
  | { type: 'key'; key: string; from: 'own' | 'peer' }
  | { type: 'dialling' }
  | { type: 'connected'; with: string }
  | { type: 'parted' }
  | { type: 'ended'; status: string }
);
export type Hello = { type: 'hello'; calls: { callSid: string; state: string; from: string; to: string }[] };

/** Listens for one telephone; `onGone` when the network does not answer (the browser tries again by itself). Returns how to unplug. */
export function plugIn(number: string, onEvent: (event: NetworkEvent | Hello) => void, onGone: () => void): () => void {
  const source = new EventSource(`/control/events?${new URLSearchParams({ number, pace: 'endpoint' })}`);
  source.onmessage = (message: MessageEvent<string>) => onEvent(JSON.parse(message.data) as NetworkEvent | Hello);
  source.onerror = onGone;
  return () => source.close();
}

/** The numbers that can be called. */
export async function lineNumbers(): Promise<string[]> {
  const response = await fetch('/control');
  return ((await response.json()) as { numbers: string[] }).numbers;
}

export const dial = (from: string, to: string) => post('/calls', { from, to, pace: 'endpoint' });
export const press = (callSid: string, keys: string) => post(`/calls/${callSid}/keys`, { keys });
export const hangUp = (callSid: string) => post(`/calls/${callSid}/hang-up`, {});
export const finished = (callSid: string, id: number) => post(`/calls/${callSid}/finished`, { id });
export const answer = (number: string) => post(`/phones/${encodeURIComponent(number)}/answer`, {});
export const reject = (number: string) => post(`/phones/${encodeURIComponent(number)}/reject`, {});

/** A refusal (the call has just ended) shows in the events; a dead network in `onGone`. */
async function post(path: string, body: unknown): Promise<{ callSid?: string }> {
  const response = await fetch(`/control${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.ok ? ((await response.json()) as { callSid?: string }) : {};
}
