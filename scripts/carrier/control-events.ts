/** Server-sent events of one telephone. While somebody listens, the telephone is plugged in and can be called. */
import type { ServerResponse } from 'node:http';
import type { Message, Pace } from './contract.ts';
import type { PhoneEvent, TextEvent } from './events.ts';
import type { Network } from './network.ts';
import { Telephone } from './telephones.ts';

const heartbeatMs = 15_000;
/** So many of the earlier text messages are on the display when a telephone is plugged in. */
const oldTexts = 3;

/** The first event (`hello`) names the calls that already run on this telephone; the last text messages to it follow. */
export function streamEvents(network: Network, phone: { number: string; pace: Pace }, response: ServerResponse): void {
  const unplug = plugIn(network, phone.number, phone.pace);
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', Connection: 'keep-alive' });
  const send = (event: unknown) => response.write(`data: ${JSON.stringify(event)}\n\n`);
  const calls = [...network.live].filter((leg) => leg.owner === phone.number);
  send({
    type: 'hello',
    number: phone.number,
    calls: calls.map((leg) => ({ callSid: leg.sid, state: leg.state, from: leg.start.from, to: leg.start.to })),
  });
  const show = ({ from, body, createdMs: atMs }: Message) => {
    const text: TextEvent = { type: 'text', from, body, atMs };
    response.write(`event: text\ndata: ${JSON.stringify(text)}\n\n`);
  };
  network.messages
    .filter(({ to }) => to === phone.number)
    .slice(-oldTexts)
    .forEach(show);
  const reader = (message: Message) => {
    if (message.to === phone.number) show(message);
  };
  network.readers.add(reader);
  const watcher = (event: PhoneEvent) => {
    if (event.number === phone.number) send(event);
  };
  network.watchers.add(watcher);
  const heartbeat = setInterval(() => response.write(': here\n\n'), heartbeatMs);
  response.on('close', () => {
    clearInterval(heartbeat);
    network.watchers.delete(watcher);
    network.readers.delete(reader);
    unplug();
  });
}

/** A telephone the network was set up with stays when the last listener goes. */
function plugIn(network: Network, number: string, pace: Pace): () => void {
  const known = network.telephones.find(number);
  const telephone = known ?? new Telephone(number);
  if (!known) {
    telephone.onlyWhileHeard = true;
    network.telephones.add(telephone);
  }
  telephone.listeners += 1;
  telephone.pace = network.manual ? 'manual' : pace;
  return () => {
    telephone.listeners -= 1;
    if (telephone.listeners === 0 && telephone.onlyWhileHeard) network.telephones.remove(number);
  };
}
