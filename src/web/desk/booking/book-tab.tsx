/** Booking for the caller: search, hold, book, read out. While the booking system does not answer, a wish is written instead. */
import { useState } from 'preact/hooks';
import type { DeskAppointment, KnownCall } from '../../../http/desk-schemas.ts';
import type { Reason } from '../call/wrap-up.tsx';
import { useWords } from '../texts.ts';
import { Button } from '../ui/button.tsx';
import { useDesk } from '../use-desk.ts';
import { BookForm } from './book-form.tsx';
import { Papers } from './papers.tsx';
import { ReadOut } from './read-out.tsx';
import type { CallerForm } from './use-caller.ts';
import { useFreePairs } from './use-free-pairs.ts';

interface Props {
  call: KnownCall;
  caller: CallerForm;
  onDone: (reason: Reason) => void;
  onList: () => void;
}

export function BookTab({ call, caller, onDone, onList }: Props) {
  const { refresh } = useDesk();
  const pairs = useFreePairs(call.held);
  const [booked, setBooked] = useState<DeskAppointment>();
  const [another, setAnother] = useState(false);
  if (booked !== undefined)
    return (
      <Booked
        appointment={booked}
        onAnother={() => {
          setBooked(undefined);
          setAnother(true);
          caller.another();
        }}
      />
    );
  const onBooked = (appointment: DeskAppointment) => {
    pairs.letGo(false);
    setBooked(appointment);
    onDone('booked');
    // From now on it is one of the caller's own
    void refresh();
  };
  return (
    <BookForm
      call={call}
      caller={caller}
      pairs={pairs}
      another={another}
      onBooked={onBooked}
      onWish={() => onDone('wish')}
      onList={onList}
    />
  );
}

function Booked({ appointment, onAnother }: { appointment: DeskAppointment; onAnother: () => void }) {
  const { words } = useWords();
  return (
    <div class="panel done">
      <ReadOut fresh={appointment} appointment={appointment} title={words.book.booked} />
      <Papers appointment={appointment} proof={{}}>
        <Button shortcut={words.keys.newSearch} onClick={onAnother}>
          {words.book.again}
        </Button>
      </Papers>
    </div>
  );
}
