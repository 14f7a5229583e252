import type { IncomingMessage, ServerResponse } from 'node:http';
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

async function hear(door: MessageDoor, request: IncomingMessage, reply: ServerResponse): Promise<void> {
  const told = tiding.safeParse(await readSignedForm(request, door.isSigned));
  const ours = told.success && told.data.AccountSid === door.accountSid;
  if (ours) await note(door, told.data);
  reply.statusCode = ours ? 204 : 403;
  reply.end();
}

async function note(
  { messages, nowMs, logger }: MessageDoor,
  { MessageSid, MessageStatus, ErrorCode }: z.output<typeof tiding>,
): Promise<void> {
  try {
    if (MessageStatus === 'delivered' || MessageStatus === 'read') await messages.noteDelivery(MessageSid, { delivered: true }, nowMs());
    if (MessageStatus === 'undelivered' || MessageStatus === 'failed')
      await messages.noteDelivery(MessageSid, { undeliverable: ErrorCode || MessageStatus }, nowMs());
  } catch (thrown) {
    logger.warn(
      { code: thrown instanceof HotlineError ? thrown.code : 'UNEXPECTED', cause: messageOf(thrown) },
      'delivery of a message not noted',
    );
  }
}
