/** What is free, as a list to choose from with the arrow keys; or why there is nothing. */

import { useRef } from 'preact/hooks';
import type { ProposalsReply } from '../../../http/desk-schemas.ts';
import { dayAndTime } from '../dates.ts';
import { useWords } from '../texts.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/field.tsx';
import { useFocusOn } from '../ui/focus.ts';
import { Refused } from '../ui/refused.tsx';
import { PairLine } from './pair-view.tsx';
import type { FreePairs } from './use-free-pairs.ts';

/** @param onList leads to the waiting list, where there is one to enter */
export function PairList({ pairs, onList }: { pairs: FreePairs; onList?: () => void }) {
  const { words } = useWords();
  const { found } = pairs;
  if (found === undefined || found.status === 'away') return null;
  if (found.status !== 'found') return <NothingFound found={found} {...(onList ? { onList } : {})} />;
  return <Found pairs={pairs} found={found} title={words.book.found(found.pairs.length, found.centre ?? found.kreis ?? '')} />;
}

function Found({ pairs, found, title }: { pairs: FreePairs; found: ProposalsReply; title: string }) {
  const { words } = useWords();
  const first = useRef<HTMLInputElement>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    void pairs.hold();
  };
  // The list comes when the search is done: the keyboard goes on there
  useFocusOn(first, found, true);
  return (
    <form class="panel" onSubmit={submit}>
      <h3>
        {title}. <small>{words.book.pick}</small>
      </h3>
      <Choice
        rows
        legend={title}
        value={String(pairs.chosen)}
        onValue={(value) => pairs.choose(Number(value))}
        options={found.pairs.map((pair, index) => ({ value: String(index), label: <PairLine pair={pair} /> }))}
        at={first}
      />
      <Refused refusal={pairs.task.refusal} />
      <Button kind="go" submit busy={pairs.task.busy}>
        {words.book.hold}
      </Button>
    </form>
  );
}

function NothingFound({ found, onList }: { found: ProposalsReply; onList?: () => void }) {
  const { words, language } = useWords();
  const next = useRef<HTMLButtonElement>(null);
  useFocusOn(next, found, true);
  const said = () => {
    if (found.status === 'unknownPostcode') return words.book.unknownPostcode;
    if (found.status === 'rhineland') return words.book.rhineland;
    return words.book.none(found.centre ?? found.kreis ?? '');
  };
  return (
    <div class="panel" role="status">
      <p>{said()}</p>
      {found.nextReleaseAt !== null && <p>{words.book.nextRelease(words.hour(dayAndTime(found.nextReleaseAt, language)))}</p>}
      {found.status === 'none' && onList && (
        <Button at={next} onClick={onList}>
          {words.book.toList}
        </Button>
      )}
    </div>
  );
}
