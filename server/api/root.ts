import { meRouter } from './routers/me';
import { createCaller, router } from './trpc';

export const appRouter = router({
  me: meRouter,
});

export type AppRouter = typeof appRouter;

/** For pages rendered on the server: the same procedures without a trip over HTTP. */
export const callerOf = createCaller(appRouter);
