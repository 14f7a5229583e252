import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { AccountFault } from '../agents/account-form.ts';
import type { AccountView, ListedAccount, ManagedAccounts } from '../calls/accounts.ts';
import type { Doer } from '../calls/audit-accounts.ts';
import { accountBody, accountChangeBody, resetBody } from './accounts-schemas.ts';
import { signedIn } from './api-session.ts';
import { checked, onlyBy, sendProblem } from './problem.ts';
import { refuseFirstAdmin } from './sign-in-refusals.ts';

/** `/ops/api/accounts`: who may sign in where. For administrators only. */

export interface AccountsParts {
  accounts: ManagedAccounts;
}

export function accountsRoutes({ accounts }: AccountsParts): Router {
  const router = Router();
  router.use('/accounts', adminOnly);

  router.get('/accounts', async (_req, res) => void res.json((await accounts.list()).map(listed)));
  router.post('/accounts', addAccount(accounts));
  router.all('/accounts', onlyBy('GET', 'POST'));

  router.patch('/accounts/:name', changeAccount(accounts));
  router.all('/accounts/:name', onlyBy('PATCH'));

  router.post('/accounts/:name/password', resetPassword(accounts));
  router.all('/accounts/:name/password', onlyBy('POST'));
  return router;
}

/** Ops turn thresholds; who works here is decided by administrators. Only behind the guard. */
export const adminOnly: RequestHandler = (_req, res, next) => {
  if (signedIn(res).roles.includes('admin')) return next();
  sendProblem(res, { status: 403, code: 'ROLE_MISSING', detail: 'This needs the role admin.' });
};

function addAccount(accounts: ManagedAccounts): RequestHandler {
  return async (req, res) => {
    const body = checked(res, accountBody, req.body);
    if (!body) return;
    const answer = await accounts.add(body, doerOf(req, res));
    if (answer.status === 'refused') return refuseFaults(res, answer.faults);
    if (answer.status === 'taken')
      return sendProblem(res, {
        status: 409,
        code: 'NAME_TAKEN',
        detail: 'There is an account of that name already. Nothing was changed.',
      });
    res.json({ ...shown(answer.account), password: answer.password });
  };
}

function changeAccount(accounts: ManagedAccounts): RequestHandler {
  return async (req, res) => {
    const body = checked(res, accountChangeBody, req.body);
    if (!body) return;
    const answer = await accounts.change(nameIn(req), body, doerOf(req, res));
    switch (answer.status) {
      case 'changed':
        return void res.json({ ...shown(answer.account), atOnce: answer.atOnce });
      case 'refused':
        return refuseFaults(res, answer.faults);
      case 'unknown':
        return refuseUnknown(res);
      case 'lastAdmin': {
        const detail = 'Nothing was changed: this is the last active administrator. Make somebody else one first.';
        return sendProblem(res, { status: 409, code: 'LAST_ADMIN', detail });
      }
    }
  };
}

function resetPassword(accounts: ManagedAccounts): RequestHandler {
  return async (req, res) => {
    if (checked(res, resetBody, req.body) === undefined && req.body !== undefined) return;
    const answer = await accounts.reset(nameIn(req), doerOf(req, res));
    switch (answer.status) {
      case 'reset':
        return void res.json({ name: nameIn(req), password: answer.password, atOnce: answer.atOnce });
      case 'unknown':
        return refuseUnknown(res);
      case 'fromEnvironment':
        return refuseFirstAdmin(res);
    }
  };
}

function refuseFaults(res: Response, faults: AccountFault[]): void {
  sendProblem(res, { status: 422, code: 'INVALID_INPUT', detail: 'Nothing was changed: some values are not what they must be.', faults });
}

function refuseUnknown(res: Response): void {
  sendProblem(res, { status: 404, code: 'UNKNOWN_ACCOUNT', detail: 'There is no account of that name.' });
}

function doerOf(req: Request, res: Response): Doer {
  return { by: signedIn(res).name, address: req.ip ?? '' };
}

function nameIn(req: Request): string {
  return String(req.params['name']);
}

function listed({ state, ...account }: ListedAccount) {
  const since = state && state.sinceMs > 0 ? new Date(state.sinceMs).toISOString() : null;
  return { ...shown(account), state: state?.state ?? null, stateSince: since };
}

function shown({ name, roles, languages, endpoint, supervisor, disabled }: AccountView) {
  return { name, roles, languages, endpoint: endpoint ?? null, supervisor, disabled };
}
