/** The agents' page: signed in or not, in the agent's language. */
import { render } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { useRemembered } from '../shared/remembered.ts';
import { allowSound } from './beep.ts';
import { Clock, ServerClock } from './clock.ts';
import { DeskPage } from './desk-page.tsx';
import { SignIn, SignInAgain } from './sign-in.tsx';
import { type Language, texts, Words } from './texts.ts';
import { ShortcutsOn, useEscapeFromFields } from './ui/shortcuts.ts';
import { DeskContext, useDeskState } from './use-desk.ts';
import { useSession } from './use-session.ts';

function Page() {
  const [language, setLanguage] = useRemembered<Language>('desk.language', 'de');
  const [shortcuts, setShortcuts] = useRemembered<boolean>('desk.shortcuts', true);
  const [sound, setSound] = useRemembered<boolean>('desk.sound', true);
  const clock = useMemo(() => new ServerClock(), []);
  const session = useSession();
  const desk = useDeskState(session, clock);
  const words = texts[language];
  useEscapeFromFields();
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${words.title} – 116117`;
  }, [language, words]);
  useEffect(() => {
    addEventListener('pointerdown', allowSound, { once: true });
    addEventListener('keydown', allowSound, { once: true });
  }, []);
  const settings = { language, setLanguage, shortcuts, setShortcuts, sound, setSound };
  return (
    <Words value={{ words, language }}>
      <ShortcutsOn value={shortcuts}>
        <Clock value={clock}>
          {desk === undefined ? (
            <SignIn session={session} settings={settings} />
          ) : (
            <DeskContext value={desk}>
              {session.asked && <SignInAgain session={session} name={desk.me.name} />}
              <DeskPage settings={settings} />
            </DeskContext>
          )}
        </Clock>
      </ShortcutsOn>
    </Words>
  );
}

const place = document.getElementById('desk');
if (place) render(<Page />, place);
