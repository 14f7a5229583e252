/** What the caller gets of an appointment beside the spoken word: a text message, a calendar file. Further buttons join the row. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { z } from 'zod';
import type { DeskAppointment, textReply } from '../../../http/desk-schemas.ts';
import { useWords } from '../texts.ts';
import { Button } from '../ui/button.tsx';
import { Refused } from '../ui/refused.tsx';
import { useTask } from '../ui/use-task.ts';
import { useDesk } from '../use-desk.ts';
import { type Proof, proofHeaders } from './proof.ts';

type Texted = z.output<typeof textReply>;

interface Props {
  appointment: DeskAppointment;
  proof: Proof;
  children?: ComponentChildren;
}

export function Papers({ appointment, proof, children }: Props) {
  const { words } = useWords();
  const { api } = useDesk();
  const [said, setSaid] = useState('');
  const task = useTask();
  const path = `/bookings/${appointment.code}`;
  const text = async () => {
    const answer = await task.run(() => api.ask<Texted>(`${path}/text`, { method: 'POST', body: { ...proof }, repeatable: true }));
    if (answer?.ok) setSaid(words.book.texted[answer.value.status]);
  };
  const calendar = async () => {
    const answer = await task.run(() => api.file(`${path}/calendar`, proofHeaders(proof)));
    if (answer?.ok !== true) return;
    keep(answer.value, words.book.calendarFile);
    setSaid(words.book.calendarSaved);
  };
  return (
    <div class="papers">
      <div class="buttons">
        <Button shortcut={words.keys.textMessage} busy={task.busy} onClick={() => void text()}>
          {words.book.textMessage}
        </Button>
        <Button shortcut={words.keys.calendar} busy={task.busy} onClick={() => void calendar()}>
          {words.book.calendar}
        </Button>
        {children}
      </div>
      <p role="status">{said}</p>
      <Refused refusal={task.refusal} />
    </div>
  );
}

/** Into the browser's downloads. */
function keep(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
