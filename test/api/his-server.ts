import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sentenceOf } from '@/app/_copy/refusals';
import type { Store } from '@/db';
import { hisHandler } from '@/server/api/his/answer-his';
import { createApiKey } from '@/server/services/api-key/create-api-key';
import { type District, districtNow } from '../factories/district';
import { granted } from '../factories/referrals';

export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly facts: Record<string, unknown>;
  readonly fields: readonly { readonly field: string | null; readonly code: string; readonly message: string }[];
}

/** What came back: `body` is the JSON as it stands, null where there is none. */
export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Ask {
  readonly key?: string | null;
  readonly method?: string;
  readonly json?: unknown;
  /** A body as it is; `json` otherwise. */
  readonly text?: string;
  readonly headers?: Record<string, string>;
}

/** The interface on a real server and a free port, with the district's clock, which `tick` moves on. */
export async function serveHis(store: Store) {
  let now = districtNow;
  const answer = hisHandler({ sentence: sentenceOf, store: () => Promise.resolve(store), now: () => now });
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    tick: (ms: number) => {
      now += ms;
    },
    now: () => now,
    async ask<Body = Record<string, unknown>>(path: string, { key = null, json, text, ...how }: Ask = {}): Promise<Answer<Body>> {
      const body = text ?? (json === undefined ? undefined : JSON.stringify(json));
      const headers = {
        ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...how.headers,
      };
      const method = how.method ?? (body === undefined ? 'GET' : 'POST');
      const response = await fetch(`http://127.0.0.1:${port}/api/his/v1${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
      const answered = await response.text();
      return { status: response.status, headers: response.headers, body: (answered === '' ? null : JSON.parse(answered)) as Body };
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type HisServer = Awaited<ReturnType<typeof serveHis>>;

/** A key for an institution of the district, made by its administrator. */
export async function keyFor(district: District, institutionCode: string, name = '市一院门诊系统'): Promise<{ id: string; key: string }> {
  return granted(await createApiKey(district.contextFor('administrator'), { institutionCode, name }));
}

let visits = 0;

/** An ordinary outpatient visit of 200 yuan, all of it within the policy, settled the day before the district's own. */
export function visitOf(institutionCode: string, person: { certNo: string; name: string; coverage: { insutype: string } }, changes: Record<string, unknown> = {}): Record<string, unknown> {
  visits += 1;
  return {
    fixmedins_code: institutionCode,
    medins_setl_id: `S${String(visits).padStart(6, '0')}`,
    psn_cert_type: '01',
    certno: person.certNo,
    psn_name: person.name,
    insutype: person.coverage.insutype,
    med_type: '11',
    setl_time: '2025-03-09 10:00:00',
    medfee_sumamt: '200.00',
    fulamt_ownpay_amt: '0.00',
    overlmt_selfpay: '0.00',
    preselfpay_amt: '0.00',
    inscp_scp_amt: '200.00',
    ...changes,
  };
}
