import { meRouter } from './routers/me';
import { accountRouter } from './routers/account';
import { auditRouter } from './routers/audit';
import { ownRouter } from './routers/own';
import { passRouter } from './routers/pass';
import { worklistRouter } from './routers/worklist';
import { createCaller, router } from './trpc';

export const appRouter = router({
  worklist: worklistRouter,
  pass: passRouter,
  own: ownRouter,
  audit: auditRouter,
  account: accountRouter,
  me: meRouter,
});

export type AppRouter = typeof appRouter;

/** For pages rendered on the server: the same procedures without a trip over HTTP. */
export const callerOf = createCaller(appRouter);
