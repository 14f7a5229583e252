/** Who waits for a human, by language. */
import { useWords } from './texts.ts';
import { useDesk } from './use-desk.ts';

const SECONDS = 60;

export function WaitingLanes() {
  const { picture } = useDesk();
  const { words } = useWords();
  const lanes = picture?.waiting.filter(({ waiting }) => waiting > 0) ?? [];
  return (
    <section class="lanes" aria-label={words.lanes.heading}>
      {picture !== undefined && lanes.length === 0 && <p>{words.lanes.nobody}</p>}
      <ul>
        {lanes.map(({ lane, waiting, longestWaitSeconds }) => (
          <li key={lane}>
            <strong>{words.lanes.names[lane] ?? lane}</strong> {words.lanes.waiting(waiting, Math.ceil(longestWaitSeconds / SECONDS))}
          </li>
        ))}
        {picture?.openHumanCallbacks ? <li>{words.lanes.callbacks(picture.openHumanCallbacks)}</li> : null}
      </ul>
    </section>
  );
}
