/** Which telephone rings for this agent: one in the browser, or their own on the table. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PhoneToken } from '../../../http/desk-schemas.ts';
import type { DeskApi } from '../desk-api.ts';
import { useDesk } from '../use-desk.ts';
import { type BrowserPhone, type BrowserPhoneState, plugIn } from './browser-phone.ts';

export type Phone = { kind: 'own' } | { kind: 'browser'; state: BrowserPhoneState; phone: BrowserPhone | undefined };

const tokenFrom = async (api: DeskApi): Promise<string | undefined> => {
  const answer = await api.ask<PhoneToken>('/phone-token');
  return answer.ok && answer.value.kind === 'browser' ? answer.value.token : undefined;
};

export function usePhone(): Phone {
  const { api } = useDesk();
  const [state, setState] = useState<BrowserPhoneState>();
  const phone = useRef<BrowserPhone>(undefined);
  useEffect(() => {
    let closed = false;
    const open = async () => {
      const token = await tokenFrom(api);
      if (token === undefined || closed) return;
      setState('connecting');
      phone.current = await plugIn(token, () => tokenFrom(api), setState);
      if (closed) phone.current.close();
    };
    open().catch((thrown: unknown) => {
      console.warn('the telephone in the browser', thrown);
      setState('broken');
    });
    return () => {
      closed = true;
      phone.current?.close();
    };
  }, [api]);
  return state === undefined ? { kind: 'own' } : { kind: 'browser', state, phone: phone.current };
}
