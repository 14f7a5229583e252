/** The local telephone network: a small Twilio for tests, demos and load. Speaks its protocol over HTTP and nothing else. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Callee, Caller, Carrier, CarrierOptions, Fault, Phone, RunningFault } from './contract.ts';
import { startInbound } from './inbound.ts';
import type { Leg } from './leg.ts';
import { Network } from './network.ts';
import { Party } from './party.ts';
import { createServer } from './server.ts';

export type * from './contract.ts';

/** Listens when it resolves. Throws when the port is taken. */
export async function startCarrier(options: CarrierOptions): Promise<Carrier> {
  const network = new Network(options);
  const server = createServer(network);
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`,
    port,
    dial: (call) => dial(network, call),
    phone: (address): Phone => network.telephones.register(address),
    call: (callSid): Callee | undefined => {
      const leg = network.legs.get(callSid);
      return leg && new Party(network, leg);
    },
    messages: network.messages,
    requests: network.webhooks.log,
    misbehave: (fault: Fault): RunningFault => network.faults.add(fault),
    close: () => close(network, server),
  };
}

async function dial(network: Network, call: { from: string; to: string; forwardedFrom?: string }): Promise<Caller> {
  if (!network.options.line.numbers.includes(call.to))
    throw new Error(`${call.to} is no number of the line: ${network.options.line.numbers.join(', ')}`);
  const leg = startInbound(network, call);
  const party = new Party(network, leg);
  if (network.manual) await party.rests();
  else await firstDocument(leg);
  return party;
}

/** The caller can hear or is gone. */
function firstDocument(leg: Leg): Promise<void> {
  return new Promise((resolve) => {
    const forget = leg.listen(() => {
      forget();
      resolve();
    });
  });
}

async function close(network: Network, server: Server): Promise<void> {
  network.goDown();
  await network.faults.releaseAll();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
