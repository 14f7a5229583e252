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
import { useOtherTabs } from './other-tabs.ts';
import { useWords } from './texts.ts';
import { firstToAsk, useFocusOn } from './ui/focus.ts';
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
  const { reason, done, wrappedUp } = useOutcome(call.callSid, onClose);
  const callbackId = callbackIdOf(call.callSid);
  const rings = me.state === 'reserved';
  const talking = me.state === 'on_call';
  useFocusOn(heading, rings);
  useFocusOnWork(work, talking && call.appointments.length === 0);
  return (
    <div class="call">
      <CallCard call={call} heading={heading} />
      <div class="work" ref={work} hidden={rings}>
        {!rings && !talking && <WrapUp callSid={call.callSid} done={reason} onClose={wrappedUp} />}
        {callbackId !== undefined && !rings && !talking && <CallbackOutcome id={callbackId} />}
        <Tasks call={call} onDone={done} />
      </div>
    </div>
  );
}

/** What has come of the call so far, here or in another tab of this agent. As on the server, an appointment counts before all else. */
function useOutcome(callSid: string, onClose: () => void) {
  const { refresh } = useDesk();
  const [reason, setReason] = useState<Reason>();
  const note = (what: Reason) => setReason((before) => (before === 'booked' ? before : what));
  const tell = useOtherTabs((news) => {
    if (news.callSid !== callSid) return;
    if (news.what === 'wrappedUp') return onClose();
    note(news.what);
    void refresh();
  });
  return {
    reason,
    done(what: Reason) {
      note(what);
      tell({ callSid, what });
    },
    wrappedUp() {
      tell({ callSid, what: 'wrappedUp' });
      onClose();
    },
  };
}

/** What an agent can do for the caller. All of it stays as it is when another tab is looked at. */
function Tasks({ call, onDone }: { call: KnownCall; onDone: (reason: Reason) => void }) {
  const { me } = useDesk();
  const { words } = useWords();
  const [tab, setTab] = useState<'book' | 'appointment' | 'list'>(call.appointments.length > 0 ? 'appointment' : 'book');
  const caller = useCaller(call);
  /** Sent to the list because nothing is free: how often. */
  const [sent, setSent] = useState(0);
  const toList = () => {
    setTab('list');
    setSent(sent + 1);
  };
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
          panel: <BookTab call={call} caller={caller} onDone={onDone} onList={toList} />,
        },
        {
          name: 'appointment',
          label: words.appointment.tab,
          shortcut: words.keys.appointment,
          panel: <AppointmentTab call={call} onDone={onDone} />,
        },
        {
          name: 'list',
          label: words.list.tab,
          shortcut: words.keys.list,
          panel: <ListTab call={call} caller={caller} sent={sent} onDone={onDone} />,
        },
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
    firstToAsk(work.current?.querySelector('[role=tabpanel]:not([hidden])'))?.focus();
  }, [work, talking]);
}
