import { z } from 'zod';
import type { DeskWork } from '../calls/ports/desk-work.ts';
import type { Sessions, StoredSession } from '../calls/ports/sessions.ts';
import { HotlineError } from '../platform/errors.ts';
import type { Cipher } from '../platform/ids.ts';
import { luaCommand } from '../platform/lua-command.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';
import type { Session } from './session.ts';

/** Long enough for the longest wait and for going on after a call that broke off. */
const KEEP_SECONDS = 4 * 3_600;

const saveSession = luaCommand(new URL('./lua/save-session.lua', import.meta.url), z.array(z.string()).max(2));

/** Sessions in Redis: one hash per call; what is personal is sealed. One round trip to load, one to save. */
export function createSessions({ redis, cipher }: { redis: RedisClient; cipher: Cipher }): Sessions {
  const key = (callSid: string) => `call:{${callSid}}`;

  const stored = (session: string, document: string): StoredSession => ({ session: opened(session, cipher), document });

  return {
    async load(callSid) {
      const [session, document, desk] = await askRedis(redis.hmget(key(callSid), 'session', 'document', 'desk'));
      if (!session || !document) return undefined;
      // Only this file writes the field
      return desk ? { ...stored(session, document), desk: JSON.parse(cipher.open(desk)) as DeskWork } : stored(session, document);
    },
    async save(session, document, overTurn) {
      const args = [overTurn, session.turn, sealed(session, cipher), document, KEEP_SECONDS];
      const [theirs, theirDocument] = await saveSession(redis, [key(session.callSid)], args);
      return theirs === undefined || theirDocument === undefined ? 'saved' : stored(theirs, theirDocument);
    },
    async noteDesk(callSid, work) {
      await askRedis(redis.hset(key(callSid), 'desk', cipher.seal(JSON.stringify(work))));
      await askRedis(redis.expire(key(callSid), KEEP_SECONDS));
    },
  };
}

function sealed(session: Session, cipher: Cipher): string {
  const { facts, ...rest } = session;
  const empty = Object.keys(facts).length === 0;
  return JSON.stringify(empty ? rest : { ...rest, sealed: cipher.seal(JSON.stringify(facts)) });
}

function opened(text: string, cipher: Cipher): Session {
  try {
    const { sealed: facts, ...rest } = JSON.parse(text) as Omit<Session, 'facts'> & { sealed?: string };
    return { ...rest, facts: facts ? (JSON.parse(cipher.open(facts)) as Session['facts']) : {} };
  } catch (cause) {
    throw new HotlineError('SESSION_UNREADABLE', 'a stored session cannot be opened (was DATA_KEY changed?)', { cause });
  }
}
