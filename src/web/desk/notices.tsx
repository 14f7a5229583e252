/** What is not as it should be, and what to do meanwhile. */
import { useWords } from './texts.ts';
import { useDesk } from './use-desk.ts';

export function Notices() {
  const { me, picture, connected } = useDesk();
  const { words } = useWords();
  const degraded = picture?.degraded ?? [];
  // Whoever cannot book knows already that the database is away
  const said = degraded.includes('booking') ? ['booking', 'postgres'] : [];
  const others = degraded.filter((part) => !said.includes(part)).map((part) => words.notices.parts[part] ?? part);
  return (
    <div class="notices" role="status">
      {!connected && <p class="notice bad">{words.notices.offline}</p>}
      {degraded.includes('booking') && <p class="notice bad">{words.notices.booking}</p>}
      {others.length > 0 && <p class="notice">{words.notices.other(others.join(', '))}</p>}
      {me.state === 'paused' && me.reason === 'missed call' && <p class="notice">{words.notices.missed}</p>}
    </div>
  );
}
