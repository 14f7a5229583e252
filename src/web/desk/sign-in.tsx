/** Name and password: as the first page, or over the page when the session is over. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { otherLanguage, type Settings } from './settings.ts';
import { useWords } from './texts.ts';
import { Button } from './ui/button.tsx';
import { Dialog } from './ui/dialog.tsx';
import { Field } from './ui/field.tsx';
import { Refused } from './ui/refused.tsx';
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

export function SignInAgain({ session, name }: { session: Session; name: string }) {
  const { words } = useWords();
  return (
    <Dialog title={words.signIn.again}>
      <p>{words.signIn.againWhy}</p>
      <SignInForm session={session} name={name} />
    </Dialog>
  );
}

/** @param name whoever was signed in signs in again, and nobody else: the page is full of their work */
function SignInForm({ session, name: fixed }: { session: Session; name?: string }) {
  const { words } = useWords();
  const [name, setName] = useState(fixed ?? '');
  const [password, setPassword] = useState('');
  const task = useTask();
  const first = useRef<HTMLInputElement>(null);
  const field = useRef<HTMLInputElement>(null);
  // There is nothing else to do here
  useEffect(() => (fixed === undefined ? first : field).current?.focus(), [fixed]);
  const submit = async (event: Event) => {
    event.preventDefault();
    const answer = await task.run(() => session.signIn(name, password));
    if (answer?.ok === false) field.current?.select();
  };
  return (
    <form onSubmit={submit}>
      <Field label={words.signIn.name} value={name} onValue={setName} readOnly={fixed !== undefined} autocomplete="username" at={first} />
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
