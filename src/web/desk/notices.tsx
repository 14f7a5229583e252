/** What is not as it should be, and what to do meanwhile. */
import { useEffect, useState } from 'preact/hooks';
import { useWords } from './texts.ts';
import { useDesk } from './use-desk.ts';

export function Notices() {
  const { me, picture, connected } = useDesk();
  const away = useLasting(!connected);
  const { words } = useWords();
  const degraded = picture?.degraded ?? [];
  // Whoever cannot book knows already that the database is away
  const said = degraded.includes('booking') ? ['booking', 'postgres'] : [];
  const others = degraded.filter((part) => !said.includes(part)).map((part) => words.notices.parts[part] ?? part);
  return (
    <div class="notices" role="status">
      {away && <p class="notice bad">{words.notices.offline}</p>}
      {degraded.includes('booking') && <p class="notice bad">{words.notices.booking}</p>}
      {others.length > 0 && <p class="notice">{words.notices.other(others.join(', '))}</p>}
      {me.state === 'paused' && me.reason === 'missed call' && <p class="notice">{words.notices.missed}</p>}
    </div>
  );
}

/** A connection that is renewed at once is not worth a word. */
const LASTING_MS = 1_500;

/** True once it has been so for a while; false at once. */
function useLasting(now: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!now) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), LASTING_MS);
    return () => clearTimeout(timer);
  }, [now]);
  return lasting;
}
