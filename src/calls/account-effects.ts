import { lanesServed } from '../agents/lanes.ts';
import { DependencyDown } from '../platform/errors.ts';
import { mayEnter } from './account-profile.ts';
import type { Account, SignIns } from './ports/accounts.ts';
import type { Agents } from './ports/agents.ts';
import type { ToldLater } from './told-later.ts';

/** What follows from a change to an account, at once: for whoever is signed in with it, and for the calls it is sent. */

export interface EffectParts {
  agents: Pick<Agents, 'status' | 'assign' | 'dismiss'>;
  signIns: Pick<SignIns, 'closeAll' | 'noteChange'>;
  /** Where it waits while Redis is away. */
  later: Pick<ToldLater, 'keep'>;
}

export function accountEffects({ agents, signIns, later }: EffectParts) {
  /** `false`: Redis is away and is told when it answers again. */
  async function tell(name: string, telling: () => Promise<void>): Promise<boolean> {
    try {
      await telling();
      return true;
    } catch (thrown) {
      if (!(thrown instanceof DependencyDown)) throw thrown;
      later.keep(`account:${name}`, telling);
      return false;
    }
  }

  return {
    /** Whoever is shut out, or has other roles, signs in anew; everything else is read again with the next request. */
    ofChange: ({ before, after }: { before: Account; after: Account }) =>
      tell(after.name, async () => {
        const otherRoles = before.roles.join() !== after.roles.join();
        await (after.disabled || otherRoles ? signIns.closeAll(after.name) : signIns.noteChange(after.name));
        if (takesCalls(after)) await agents.assign(after.name, { endpoint: after.endpoint, lanes: lanesServed(after) });
        else await agents.dismiss(after.name);
      }),
    /** Whoever knew the old password only is out. A call that is running goes on. */
    ofNewPassword: (name: string) => tell(name, () => signIns.closeAll(name)),
  };
}

function takesCalls(account: Account): account is Account & { endpoint: string } {
  return !account.disabled && account.endpoint !== undefined && mayEnter('desk', account.roles);
}
