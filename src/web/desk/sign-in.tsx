/** Name and password: as the first page, or over the page when the session is over. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { otherLanguage, type Settings } from './settings.ts';
import { useWords } from './texts.ts';
import { Button } from './ui/button.tsx';
import { Dialog } from './ui/dialog.tsx';
import { Field } from './ui/field.tsx';
import { Refused } from './ui/refused.tsx';
import { isTyping } from './ui/shortcuts.ts';
import { useTask } from './ui/use-task.ts';
import type { Session } from './use-session.ts';

export function SignIn({ session, settings }: { session: Session; settings: Settings }) {
  const { words } = useWords();
  return (
    <main class="sign-in">
      <header>
        <h1>{words.title}</h1>
        <Button kind="quiet" onClick={() => settings.setLanguage(otherLanguage(settings.language))}>
          {words.otherLanguage}
        </Button>
      </header>
      {session.asked ? <SignInForm session={session} /> : <p role="status">{words.signIn.loading}</p>}
      {!session.reachable && (
        <p class="notice" role="status">
          {words.notices.offline}
        </p>
      )}
    </main>
  );
}

/** Never opens under somebody's fingers: what they are typing would end in the password. */
export function SignInAgain({ session, name }: { session: Session; name: string }) {
  const { words } = useWords();
  const quiet = useQuietKeyboard();
  if (!quiet)
    return (
      <p class="notice" role="status">
        {words.signIn.againWhy}
      </p>
    );
  return (
    <Dialog title={words.signIn.again}>
      <p>{words.signIn.againWhy}</p>
      <SignInForm session={session} name={name} />
    </Dialog>
  );
}

/** So long without a key, and nobody is in the middle of a word. */
const QUIET_MS = 1_500;

/** Becomes true once the keyboard has rested, and stays so. */
function useQuietKeyboard(): boolean {
  const [quiet, setQuiet] = useState(() => !isTyping(document.activeElement));
  useEffect(() => {
    if (quiet) return;
    const rest = () => setTimeout(() => setQuiet(true), QUIET_MS);
    let timer = rest();
    const again = () => {
      clearTimeout(timer);
      timer = rest();
    };
    addEventListener('keydown', again);
    return () => {
      clearTimeout(timer);
      removeEventListener('keydown', again);
    };
  }, [quiet]);
  return quiet;
}

/** @param name whoever was signed in signs in again, and nobody else: the page is full of their work */
function SignInForm({ session, name: fixed }: { session: Session; name?: string }) {
  const { words } = useWords();
  const [name, setName] = useState(fixed ?? '');
  const [password, setPassword] = useState('');
  const task = useTask();
  const first = useRef<HTMLInputElement>(null);
  const field = useRef<HTMLInputElement>(null);
  // There is nothing else to do here; a dialog finds its first field by itself
  useLayoutEffect(() => first.current?.focus(), []);
  const submit = async (event: Event) => {
    event.preventDefault();
    const answer = await task.run(() => session.signIn(name, password));
    if (answer?.ok === false) field.current?.select();
  };
  return (
    <form onSubmit={submit}>
      {fixed === undefined ? (
        <Field label={words.signIn.name} value={name} onValue={setName} autocomplete="username" at={first} />
      ) : (
        <p>
          {words.signIn.name}: <strong>{fixed}</strong>
        </p>
      )}
      <Field
        label={words.signIn.password}
        type="password"
        value={password}
        onValue={setPassword}
        autocomplete="current-password"
        at={field}
      />
      <Refused refusal={task.refusal} />
      <Button kind="go" submit busy={task.busy}>
        {words.signIn.submit}
      </Button>
    </form>
  );
}
