import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Messages } from '../calls/ports/messages.ts';
import { HotlineError, messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { readSignedForm } from './signed-form.ts';
import type { SignatureCheck } from './twilio-signature.ts';
import type { VoiceRoutes } from './voice-routes.ts';

/** Where the network tells what became of a text message. */
export const MESSAGE_STATUS_PATH = '/voice/message-status';

const tiding = z.object({
  AccountSid: z.string(),
  MessageSid: z.string().min(1),
  MessageStatus: z.string(),
  ErrorCode: z.string().default(''),
});

export interface MessageDoor {
  messages: Pick<Messages, 'noteDelivery'>;
  isSigned: SignatureCheck;
  accountSid: string;
  nowMs(): number;
  logger: Logger;
}

/** Notes that a message arrived or will not. Nobody waits for the answer, and a tiding that is lost is no loss: always 204. */
export function messageStatusRoute(door: MessageDoor): VoiceRoutes {
  return (request, reply) => {
    if (request.method !== 'POST' || !request.url?.startsWith(MESSAGE_STATUS_PATH)) return false;
    void hear(door, request, reply);
    return true;
  };
}

/** The tiding may be faster than the answer that gave the message its name: tried again after so long. */
const AGAIN_AFTER_MS = [1_000, 5_000, 30_000];

async function hear(door: MessageDoor, request: IncomingMessage, reply: ServerResponse): Promise<void> {
  const told = tiding.safeParse(await readSignedForm(request, door.isSigned));
  const ours = told.success && told.data.AccountSid === door.accountSid;
  reply.statusCode = ours ? 204 : 403;
  reply.end();
  if (!ours) return;
  for (const waitMs of AGAIN_AFTER_MS) {
    if (await isNoted(door, told.data)) return;
    await wait(waitMs, undefined, { ref: false });
  }
  await isNoted(door, told.data);
}

async function isNoted({ messages, nowMs, logger }: MessageDoor, tidings: z.output<typeof tiding>): Promise<boolean> {
  const { MessageSid, MessageStatus, ErrorCode } = tidings;
  const delivered = MessageStatus === 'delivered' || MessageStatus === 'read';
  if (!delivered && MessageStatus !== 'undelivered' && MessageStatus !== 'failed') return true;
  try {
    const end = delivered ? { delivered: true as const } : { undeliverable: ErrorCode || MessageStatus };
    return (await messages.noteDelivery(MessageSid, end, nowMs())) === 'noted';
  } catch (thrown) {
    logger.warn(
      { code: thrown instanceof HotlineError ? thrown.code : 'UNEXPECTED', cause: messageOf(thrown) },
      'delivery of a message not noted',
    );
    return false;
  }
}
