/** One call: who it is on the left, what can be done for them beside it, and its wrap-up once it is over. */
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { callbackIdOf } from '../../callbacks/human-calls.ts';
import type { KnownCall } from '../../http/desk-schemas.ts';
import { AppointmentTab } from './booking/appointment-tab.tsx';
import { BookTab } from './booking/book-tab.tsx';
import { ListTab } from './booking/list-tab.tsx';
import { useCaller } from './booking/use-caller.ts';
import { CallCard } from './call/call-card.tsx';
import { HandBack } from './call/hand-back.tsx';
import { type Reason, WrapUp } from './call/wrap-up.tsx';
import { CallbackOutcome } from './callback-outcome.tsx';
import { useWords } from './texts.ts';
import { useFocusOn } from './ui/focus.ts';
import { isTyping } from './ui/shortcuts.ts';
import { Tabs } from './ui/tabs.tsx';
import { useDesk } from './use-desk.ts';

interface Props {
  call: KnownCall;
  /** The agent is done with this call. */
  onClose: () => void;
}

export function CallView({ call, onClose }: Props) {
  const { me } = useDesk();
  const heading = useRef<HTMLHeadingElement>(null);
  const work = useRef<HTMLDivElement>(null);
  const [reason, setReason] = useState<Reason>();
  const callbackId = callbackIdOf(call.callSid);
  const rings = me.state === 'reserved';
  const talking = me.state === 'on_call';
  useFocusOn(heading, rings);
  useFocusOnWork(work, talking && call.appointments.length === 0);
  return (
    <div class="call">
      <CallCard call={call} heading={heading} />
      <div class="work" ref={work} hidden={rings}>
        {!rings && !talking && <WrapUp callSid={call.callSid} done={reason} onClose={onClose} />}
        {callbackId !== undefined && !rings && !talking && <CallbackOutcome id={callbackId} />}
        <Tasks call={call} onDone={setReason} />
      </div>
    </div>
  );
}

/** What an agent can do for the caller. All of it stays as it is when another tab is looked at. */
function Tasks({ call, onDone }: { call: KnownCall; onDone: (reason: Reason) => void }) {
  const { me } = useDesk();
  const { words } = useWords();
  const [tab, setTab] = useState<'book' | 'appointment' | 'list'>(call.appointments.length > 0 ? 'appointment' : 'book');
  const caller = useCaller(call);
  return (
    <Tabs
      label={words.call.tasks}
      chosen={tab}
      onChoose={setTab}
      beside={me.state === 'on_call' && <HandBack callSid={call.callSid} />}
      tabs={[
        {
          name: 'book',
          label: words.book.tab,
          shortcut: words.keys.book,
          panel: <BookTab call={call} caller={caller} onDone={onDone} onList={() => setTab('list')} />,
        },
        {
          name: 'appointment',
          label: words.appointment.tab,
          shortcut: words.keys.appointment,
          panel: <AppointmentTab call={call} onDone={onDone} />,
        },
        { name: 'list', label: words.list.tab, shortcut: words.keys.list, panel: <ListTab call={call} caller={caller} onDone={onDone} /> },
      ]}
    />
  );
}

/**
 * As soon as somebody speaks, the first thing to ask for is ready to be typed: what is missing, else for how many it is.
 * Whoever has an appointment probably calls about that.
 */
function useFocusOnWork(work: RefObject<HTMLDivElement | null>, talking: boolean): void {
  useEffect(() => {
    if (!talking || isTyping(document.activeElement) || document.querySelector('dialog[open]') !== null) return;
    const panel = work.current?.querySelector('[role=tabpanel]:not([hidden])');
    const needed = [...(panel?.querySelectorAll<HTMLInputElement>('input[aria-required]') ?? [])];
    const start = needed.find(({ value }) => value === '') ?? panel?.querySelector<HTMLInputElement>('input:checked') ?? needed[0];
    start?.focus();
  }, [work, talking]);
}
