'use client';

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { TRPCClientError, createTRPCClient, httpBatchLink, httpLink, splitLink } from '@trpc/client';
import { createTRPCContext, createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { type ReactNode, useState } from 'react';
import type { AppRouter } from '@/server/api/root';
import type { Refusal } from '@/server/domain/kernel/outcome';
import { asksAhead, callsAddress } from './ask-ahead';

export type { AppRouter } from '@/server/api/root';

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();
export { useTRPC, useTRPCClient };

/** Every procedure, by router and name, as a query of React Query. */
export type Api = ReturnType<typeof useTRPC>;

/** What became of a call that failed, as screens speak of it. `offline` is a call that got no answer. */
export type FailureKind = 'signed_out' | 'first_password' | 'forbidden' | 'not_found' | 'refused' | 'malformed' | 'offline' | 'broken';

export interface Failure {
  readonly kind: FailureKind;
  /** Every reason the verb gave; empty for failures that are not the verb's. */
  readonly refusals: readonly Refusal[];
}

interface ApiProviderProps {
  readonly children: ReactNode;
  /** Begins what the screen at an address will ask, before the screen is there. */
  readonly askFirst: (queries: QueryClient, api: Api, address: Location) => void;
}

/**
 * The API for every screen under it. A session that has ended leads to the sign-in page and back
 * again, a first password to the page that changes it.
 */
export function ApiProvider({ children, askFirst }: ApiProviderProps) {
  const [trpcClient] = useState(makeClient);
  const [queryClient] = useState(() => {
    const queries = makeQueryClient();
    if (typeof window !== 'undefined') askFirst(queries, createTRPCOptionsProxy<AppRouter>({ client: trpcClient, queryClient: queries }), window.location);
    return queries;
  });
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}

/** Reads an error of a query or a mutation. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof TRPCClientError)) return { kind: 'broken', refusals: [] };
  const data = (error as TRPCClientError<AppRouter>).data;
  if (!data) return { kind: 'offline', refusals: [] };
  if (error.message === 'password.must_change') return { kind: 'first_password', refusals: [] };
  return { kind: kindOf(data.code), refusals: data.refusals };
}

function kindOf(code: string): FailureKind {
  switch (code) {
    case 'UNAUTHORIZED':
      return 'signed_out';
    case 'FORBIDDEN':
      return 'forbidden';
    case 'NOT_FOUND':
      return 'not_found';
    case 'CONFLICT':
    case 'UNPROCESSABLE_CONTENT':
      return 'refused';
    case 'BAD_REQUEST':
    case 'PARSE_ERROR':
      return 'malformed';
    default:
      return 'broken';
  }
}

/** Calls of one moment travel together, but for those that a page has asked ahead under an address of their own. */
function makeClient() {
  const url = callsAddress;
  return createTRPCClient<AppRouter>({
    links: [splitLink({ condition: ({ path }) => asksAhead(path), true: httpLink({ url }), false: httpBatchLink({ url, maxURLLength: 4000 }) })],
  });
}

function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenNobody }),
    mutationCache: new MutationCache({ onError: leaveWhenNobody }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // An answer that was refused stays refused; only silence and faults are worth asking again.
        retry: (failures, error) => failures < 2 && ['offline', 'broken'].includes(failureOf(error).kind),
      },
    },
  });
}

function leaveWhenNobody(error: unknown): void {
  const { kind } = failureOf(error);
  if (kind !== 'signed_out' && kind !== 'first_password') return;
  const here = `${window.location.pathname}${window.location.search}`;
  window.location.assign(`${kind === 'signed_out' ? '/sign-in' : '/password'}?next=${encodeURIComponent(here)}`);
}
