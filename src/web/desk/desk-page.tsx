/** The desk of one agent: how things stand on top, the call in the middle, and between calls the day. */
import { useEffect } from 'preact/hooks';
import { Announcer } from './announcer.tsx';
import { ring } from './beep.ts';
import { CallView } from './call-view.tsx';
import { DeskHeader } from './desk-header.tsx';
import { IdleView } from './idle-view.tsx';
import { Notices } from './notices.tsx';
import { PhoneBar } from './phone/phone-bar.tsx';
import { usePhone } from './phone/use-phone.ts';
import type { Settings } from './settings.ts';
import { useDesk } from './use-desk.ts';
import { useShownCall } from './use-shown-call.ts';

export function DeskPage({ settings }: { settings: Settings }) {
  const { me } = useDesk();
  const shown = useShownCall();
  const phone = usePhone();
  const rings = me.state === 'reserved';
  useEffect(() => (rings && settings.sound ? ring() : undefined), [rings, settings.sound]);
  return (
    <>
      <DeskHeader settings={settings} />
      <Notices />
      <main>
        <PhoneBar phone={phone} rings={rings} />
        {shown.call === undefined ? (
          <IdleView phone={phone} />
        ) : (
          <CallView key={shown.call.callSid} call={shown.call} onClose={shown.put} />
        )}
      </main>
      <Announcer />
    </>
  );
}
