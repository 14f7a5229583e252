/** Why something was not done, in the agent's words. */
import type { Refusal } from '../desk-api.ts';
import { type Texts, useWords } from '../texts.ts';

export function Refused({ refusal }: { refusal: Refusal | undefined }) {
  const { words } = useWords();
  return (
    <p class="refused" role="alert">
      {refusal && refusalText(refusal, words)}
    </p>
  );
}

function refusalText(refusal: Refusal, words: Texts): string {
  const said = words.refusals[refusal.code] ?? words.refusal(refusal.code);
  const fault = refusal.code === 'INVALID_INPUT' ? refusal.faults.map(({ field }) => faultText(field, words)).find(Boolean) : undefined;
  const wait = refusal.retryAfterSeconds === undefined ? '' : ` ${words.wait(refusal.retryAfterSeconds)}`;
  return `${fault ?? said}${wait}`;
}

/** `persons.0.birthDate` is about a birth date. */
function faultText(field: string, words: Texts): string | undefined {
  return words.faults[field.split('.').at(-1) ?? ''];
}

/** Is something wrong with this value? */
export function faultOf(refusal: Refusal | undefined, field: string, words: Texts): string | undefined {
  return refusal?.faults.some((fault) => fault.field === field) ? faultText(field, words) : undefined;
}
