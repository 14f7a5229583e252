/** Where, and from when on: by postcode or by centre. */
import { useContext, useEffect, useId, useState } from 'preact/hooks';
import type { z } from 'zod';
import type { centresReply } from '../../../http/desk-schemas.ts';
import { Clock } from '../clock.ts';
import { dayInWords } from '../dates.ts';
import { readFutureDay } from '../future-day.ts';
import { useWords } from '../texts.ts';
import { Field } from '../ui/field.tsx';
import { useDesk } from '../use-desk.ts';
import type { CallerForm } from './use-caller.ts';

interface Props {
  caller: CallerForm;
  place?: string | undefined;
  fault?: string | undefined;
}

export function PlzField({ caller, place, fault }: Props) {
  const { words } = useWords();
  const { plz } = caller.draft;
  return (
    <Field
      label={words.book.plz}
      value={plz}
      digits
      size="short"
      needed={caller.draft.kreis === ''}
      maxLength={5}
      onValue={(value) => caller.change({ plz: value.trim() })}
      understood={place}
      fault={fault}
    />
  );
}

export function CentreField({ caller }: { caller: CallerForm }) {
  const { words } = useWords();
  const centres = useCentres();
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{words.book.centre}</label>
      <select id={id} value={caller.draft.kreis} onChange={(event) => caller.change({ kreis: event.currentTarget.value })}>
        <option value="">{words.book.byPlz}</option>
        {centres.map(({ kreis, centre }) => (
          <option key={kreis} value={kreis}>
            {kreis}: {centre}
          </option>
        ))}
      </select>
      <p class="hint" />
    </div>
  );
}

/** @param typed like 1.12. */
export function FromField({ typed, onTyped }: { typed: string; onTyped: (typed: string) => void }) {
  const { words, language } = useWords();
  const day = readFutureDay(typed, useContext(Clock).today());
  return (
    <Field
      label={words.book.from}
      size="middle"
      value={typed}
      onValue={onTyped}
      hint={words.book.fromHint}
      understood={day && dayInWords(`${day}T12:00:00Z`, language)}
      fault={day === undefined && typed.trim().length > FROM_MOST_WRONG ? words.book.fromWrong : undefined}
      maxLength={12}
    />
  );
}

/** Shorter than this it is still being typed. */
const FROM_MOST_WRONG = 5;

type Centres = z.output<typeof centresReply>;

function useCentres(): Centres {
  const { api } = useDesk();
  const [centres, setCentres] = useState<Centres>([]);
  useEffect(() => {
    void api.ask<Centres>('/centres').then((answer) => {
      if (answer.ok) setCentres(answer.value);
    });
  }, [api]);
  return centres;
}
