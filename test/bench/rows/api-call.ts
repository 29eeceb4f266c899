import { freshStore } from '../../factories/store';
import { mintDistrict } from '../../factories/district';
import type { BenchRow } from '../bench';
import { openHospitals, type Seat } from '../http/hospitals';
import { type Call, load, type LoadReport } from '../http/load';
import { type Server, startFloor, startProduct } from '../http/product';

const clients = 16;

/** 接口调用: the call that each screen begins with, who is signed in and what they may, beside bare tRPC with a session looked up. */
export const apiCall: BenchRow = {
  id: 'api-call',
  title: 'Calls of the interface',
  engines: ['sqlite', 'postgres'],
  needsBuild: true,
  run: async ({ folder, seconds, engine, tell }) => {
    process.env.GATEKEEPER_DATA = folder;
    const { store, url, drop } = await freshStore();
    try {
      const seats = await openHospitals(store, await mintDistrict(store), clients);
      const product = await startProduct(url, folder);
      const self = (client: number): Call => ({ method: 'GET', path: '/api/trpc/me.self', token: tokenOf(seats, client) });
      const answer = await askOnce(product, self(0));
      const ours = await measure(product, seconds, self).finally(() => product.stop());
      tell(`me.self answers ${answer.length} bytes`);
      const floorOf = async () => {
        const server = await startFloor('call-floor.ts', url, JSON.stringify((JSON.parse(answer) as { result: { data: unknown } }).result.data));
        const bare = (client: number): Call => ({ ...self(client), path: '/api/trpc/self' });
        if ((await askOnce(server, bare(0))) !== answer) throw new Error('the floor answers something else');
        return measure(server, seconds, bare).finally(() => server.stop());
      };
      const floor = engine === 'sqlite' ? await floorOf() : null;
      return [
        {
          ...{ what: 'A call of the interface', at: `${clients} clients`, value: ours.perSecond, unit: 'requests/s', goal: { ofFloor: 0.7 } },
          floor: floor && { what: 'bare tRPC on node:http with a session looked up', value: floor.perSecond },
          details: { p50: ours.latencies.p50, p99: ours.latencies.p99, 'processor ms': ours.cpu, ...(floor && { 'floor processor ms': floor.cpu }) },
        },
      ];
    } finally {
      await drop();
    }
  },
};

const tokenOf = (seats: readonly Seat[], client: number) => seats[client]?.token ?? '';

async function askOnce({ port }: Server, { path, token }: Call): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie: `gatekeeper.session=${token}` } });
  return answer.text();
}

/** Once warm. @returns with the milliseconds of the processor that a call takes. */
async function measure(server: Server, seconds: number, next: (client: number) => Call): Promise<LoadReport & { readonly cpu: number }> {
  await load({ port: server.port, clients, seconds: Math.min(2, seconds / 2), next });
  await server.strain();
  const report = await load({ port: server.port, clients, seconds, next });
  return { ...report, cpu: (await server.strain()).cpu / report.answered };
}
