'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterInputs, RouterOutputs } from '@/app/_trpc/outputs';

export interface SigningRequest {
  readonly key: string;
  readonly name: string;
  readonly request: RouterInputs['contract']['sign'];
}

export type SigningState =
  | { readonly status: 'waiting' | 'sending' }
  | { readonly status: 'signed'; readonly receipt: RouterOutputs['contract']['sign'] }
  | { readonly status: 'refused'; readonly error: unknown };

export interface SigningRow {
  readonly key: string;
  readonly name: string;
  readonly state: SigningState;
}

/**
 * Signs one person after another, for each is a contract of its own: what one is refused keeps nobody else from being signed. Whoever is
 * signed already is not sent again, and a request that got no answer is repeated under its key.
 */
export function useSigning(onSigned: () => void) {
  const trpc = useTRPC();
  const sign = useMutation(trpc.contract.sign.mutationOptions());
  const [rows, setRows] = useState<readonly SigningRow[]>([]);

  const send = async (requests: readonly SigningRequest[]) => {
    const signed = new Map(rows.flatMap(({ key, state }) => (state.status === 'signed' ? [[key, state] as const] : [])));
    const states = new Map<string, SigningState>(requests.map(({ key }) => [key, signed.get(key) ?? { status: 'waiting' }]));
    const show = () => setRows(requests.map(({ key, name }) => ({ key, name, state: states.get(key) ?? { status: 'waiting' } })));
    for (const { key, request } of requests) {
      if (states.get(key)?.status === 'signed') continue;
      states.set(key, { status: 'sending' });
      show();
      try {
        states.set(key, { status: 'signed', receipt: await sign.mutateAsync(request) });
      } catch (error) {
        states.set(key, { status: 'refused', error });
      }
      show();
    }
    if ([...states.values()].every(({ status }) => status === 'signed')) onSigned();
  };

  return { rows, send, isSending: rows.some(({ state }) => state.status === 'sending' || state.status === 'waiting'), reset: () => setRows([]) };
}
