/** Callbacks that a human has promised: the list by ticket time, and taking the next one. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { z } from 'zod';
import type { callbacksReply, takeCallbackReply, WaitingCallback } from '../../http/desk-schemas.ts';
import { dayAndTime, timeOfDay } from './dates.ts';
import { languageName } from './language-names.ts';
import { useWords } from './texts.ts';
import { Button } from './ui/button.tsx';
import { Refused } from './ui/refused.tsx';
import { useTask } from './ui/use-task.ts';
import { useDesk } from './use-desk.ts';

type Open = z.output<typeof callbacksReply>;
type Took = z.output<typeof takeCallbackReply>;

const LOOK_EVERY_MS = 15_000;

export function Callbacks() {
  const { words } = useWords();
  const { me } = useDesk();
  const open = useOpenCallbacks();
  if (open === undefined) return null;
  return (
    <section class="open-callbacks" aria-labelledby="callbacks-heading">
      <h2 id="callbacks-heading">{words.callbacks.heading}</h2>
      {open.callbacks.length === 0 ? <p>{words.callbacks.none}</p> : <CallbackList callbacks={open.callbacks} />}
      {open.callbacks.length > 0 && <p>{words.callbacks.automatic[open.humanCallbacks]}</p>}
      {open.callbacks.length > 0 && <Take off={me.state !== 'available'} />}
    </section>
  );
}

function useOpenCallbacks(): Open | undefined {
  const { api } = useDesk();
  const [open, setOpen] = useState<Open>();
  useEffect(() => {
    const look = async () => {
      const answer = await api.ask<Open>('/callbacks');
      if (answer.ok) setOpen(answer.value);
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [api]);
  return open;
}

function Take({ off }: { off: boolean }) {
  const { words } = useWords();
  const { api, refresh } = useDesk();
  const [said, setSaid] = useState('');
  const task = useTask();
  const take = async () => {
    const answer = await task.run(() => api.ask<Took>('/callbacks/take', { method: 'POST', body: {} }));
    if (answer?.ok !== true) return;
    const { status, callback } = answer.value;
    if (status === 'ringing' && callback !== null) {
      setSaid(words.callbacks.taken(callback.kennzahl));
      await refresh();
    } else setSaid(status === 'notAvailable' ? words.callbacks.notAvailable : words.callbacks.nothing);
  };
  return (
    <>
      <Button shortcut={words.keys.callback} busy={task.busy} off={off} onClick={() => void take()}>
        {words.callbacks.take}
      </Button>
      <p role="status">{off ? words.callbacks.notAvailable : said}</p>
      <Refused refusal={task.refusal} />
    </>
  );
}

/** By ticket time: who rang first is first. */
function CallbackList({ callbacks }: { callbacks: readonly WaitingCallback[] }) {
  const { words, language } = useWords();
  const names = words.callbacks;
  return (
    <ol class="callbacks">
      {callbacks.map((callback) => (
        <li key={callback.id}>
          <Fact name={names.kennzahl}>
            <strong>{callback.kennzahl}</strong>
          </Fact>
          <Fact name={names.window}>
            {dayAndTime(callback.windowFrom, language)}–{words.hour(timeOfDay(callback.windowTo, language))}
          </Fact>
          <Fact name={names.since}>{words.hour(dayAndTime(callback.ticketAt, language))}</Fact>
          <Fact name={names.language}>{languageName(callback.language, language)}</Fact>
          <Fact name={names.tries}>{callback.attempts}</Fact>
          <Fact name={names.number}>{callback.state === 'dialling' ? names.dialling : words.call.ending(callback.number)}</Fact>
        </li>
      ))}
    </ol>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <span>
      <small>{name}</small> {children}
    </span>
  );
}
