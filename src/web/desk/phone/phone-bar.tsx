/** Picking up, accepting and hanging up where the telephone is in the browser; else which telephone to pick up. */
import { useState } from 'preact/hooks';
import { useWords } from '../texts.ts';
import { Button } from '../ui/button.tsx';
import type { BrowserPhone } from './browser-phone.ts';
import type { Phone } from './use-phone.ts';

interface Props {
  phone: Phone;
  /** A call rings for this agent, and nobody has accepted it yet. */
  rings: boolean;
}

export function PhoneBar({ phone, rings }: Props) {
  const { words } = useWords();
  if (phone.kind === 'own') return rings ? <p class="phone-bar">{words.phone.own}</p> : null;
  if (phone.state === 'connecting' || phone.state === 'broken')
    return (
      <p class="phone-bar" role="status">
        {phone.state === 'broken' ? words.phone.broken : words.phone.connecting}
      </p>
    );
  if (phone.phone === undefined || phone.state === 'ready') return null;
  return phone.state === 'ringing' ? <Ringing phone={phone.phone} /> : <Talking phone={phone.phone} rings={rings} />;
}

function Ringing({ phone }: { phone: BrowserPhone }) {
  const { words } = useWords();
  return (
    <div class="phone-bar">
      <span>{words.phone.browser}</span>
      <Button kind="go" shortcut={words.keys.answer} onClick={phone.answer}>
        {words.phone.answer}
      </Button>
    </div>
  );
}

/** Picked up: first the announcement, which asks for the 1, then the caller. */
function Talking({ phone, rings }: { phone: BrowserPhone; rings: boolean }) {
  const { words } = useWords();
  const [muted, setMuted] = useState(false);
  const mute = () => {
    phone.mute(!muted);
    setMuted(!muted);
  };
  return (
    <div class="phone-bar">
      {rings && (
        <Button kind="go" shortcut={words.keys.accept} onClick={() => phone.press('1')}>
          {words.phone.accept}
        </Button>
      )}
      <Button shortcut={words.keys.mute} pressed={muted} onClick={mute}>
        {muted ? words.phone.unmute : words.phone.mute}
      </Button>
      <Button kind="stop" shortcut={words.keys.hangUp} onClick={phone.hangUp}>
        {words.phone.hangUp}
      </Button>
    </div>
  );
}
