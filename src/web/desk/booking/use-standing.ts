/** The appointments an agent sees in a call: the caller's own as they were read last, and those opened beside them. */
import { useState } from 'preact/hooks';
import type { DeskAppointment, KnownCall } from '../../../http/desk-schemas.ts';
import { useDesk } from '../use-desk.ts';
import type { Proof } from './proof.ts';

export interface Standing {
  appointment: DeskAppointment;
  proof: Proof;
}

export interface StandingList {
  all: readonly Standing[];
  open(one: Standing): void;
  /** It was moved, or cancelled: what is left of it, if anything. The call is read anew. */
  change(one: Standing, left: Standing | undefined): void;
}

/** What has become of the caller's own by their codes, until they are read again. */
interface Changes {
  since: KnownCall;
  left: Record<string, DeskAppointment | undefined>;
}

export function useStanding(call: KnownCall): StandingList {
  const { refresh } = useDesk();
  const [opened, setOpened] = useState<readonly Standing[]>([]);
  const [changes, setChanges] = useState<Changes>({ since: call, left: {} });
  // What is read after a change is truer than what was answered to it
  const known = changes.since === call ? changes.left : {};
  const own = call.appointments
    .map((read) => (read.code in known ? known[read.code] : read))
    .flatMap((appointment): Standing[] => (appointment === undefined ? [] : [{ appointment, proof: {} }]));
  const others = opened.filter(({ appointment }) => !own.some((one) => one.appointment.codes.includes(appointment.code)));
  return {
    all: [...own, ...others],
    open: (one) => setOpened((before) => [...before.filter(({ appointment }) => !isSame(appointment, one.appointment)), one]),
    change(one, left) {
      const { code } = one.appointment;
      setOpened((before) => before.flatMap((other) => (isSame(other.appointment, one.appointment) ? (left ? [left] : []) : [other])));
      setChanges((before) => ({ since: call, left: { ...(before.since === call ? before.left : {}), [code]: left?.appointment } }));
      void refresh();
    },
  };
}

/** A couple has one appointment with two codes. */
const isSame = (one: DeskAppointment, other: DeskAppointment): boolean => one.codes.some((code) => other.codes.includes(code));
