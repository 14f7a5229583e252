/** Between calls: what comes next, the own day, and the callbacks that wait for a human. */
import { useEffect, useState } from 'preact/hooks';
import type { DeskDay } from '../../http/desk-schemas.ts';
import { Callbacks } from './callbacks.tsx';
import { clockOf } from './dates.ts';
import type { Phone } from './phone/use-phone.ts';
import { useWords } from './texts.ts';
import { useDesk } from './use-desk.ts';

export function IdleView({ phone }: { phone: Phone }) {
  const { me } = useDesk();
  const { words } = useWords();
  const idle: Partial<Record<typeof me.state, string>> = words.idle;
  return (
    <div class="idle">
      <div>
        <p class="next">{idle[me.state]}</p>
        {phone.kind === 'own' && <p>{words.phone.ownIdle(me.endpoint?.replace(/^tel:/, ''))}</p>}
        {phone.kind === 'browser' && phone.state === 'ready' && <p>{words.phone.browserIdle}</p>}
      </div>
      <OwnDay />
      <Callbacks />
    </div>
  );
}

/** The agent's own figures, read anew whenever their state changes. */
function OwnDay() {
  const { api, me } = useDesk();
  const { words } = useWords();
  const [day, setDay] = useState<DeskDay>();
  useEffect(() => {
    void api.ask<DeskDay>('/day').then((answer) => {
      if (answer.ok) setDay(answer.value);
    });
  }, [api, me.state]);
  if (day === undefined) return null;
  const counts = ['calls', 'missed', 'booked', 'moved', 'cancelled', 'calledBack'] as const;
  const times = { talk: day.talkSeconds, wrapUp: day.wrapUpSeconds, idle: day.idleSeconds, paused: day.pausedSeconds };
  return (
    <section aria-labelledby="day-heading">
      <h2 id="day-heading">{words.day.heading}</h2>
      <dl class="figures">
        {counts.map((name) => (
          <Figure key={name} name={words.day[name]} value={String(day[name])} />
        ))}
        {(Object.keys(times) as (keyof typeof times)[]).map((name) => (
          <Figure key={name} name={words.day[name]} value={clockOf(times[name])} />
        ))}
      </dl>
    </section>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
