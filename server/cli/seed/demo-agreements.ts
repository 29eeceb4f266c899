import { crc32, deflateSync } from 'node:zlib';
import type { Store } from '@/db';
import { chanceOf } from '@/db/seed/chance';
import { demoTeams } from '@/db/seed/places';
import { recordSignature } from '@/server/services/agreement/record-signature';
import { listContracts } from '@/server/services/contract/list-contracts';
import { done } from '../done';
import { asLeader } from './demo-actors';

/** Some residents of the first team have signed on the screen what was taken over on paper; how many. */
export async function signDemoAgreements(store: Store, seed: number, now: number): Promise<number> {
  const [team] = demoTeams;
  if (!team) return 0;
  const doctor = asLeader(store, team, now);
  const { rows } = await listContracts(doctor, { tab: 'in_force', withinDays: 30, teamId: team.id, text: '', page: 1, pageSize: 24 });
  for (const [at, { id: contractId }] of rows.entries()) {
    // Every sixth prefers paper.
    if (at % 6 === 5) await done(recordSignature(doctor, { contractId, signature: { method: 'paper' } }));
    else await done(recordSignature(doctor, { contractId, signature: { method: 'handwritten', image: scrawl(seed, at), tool: 'pen', strokes: 2 } }));
  }
  return rows.length;
}

const [width, height] = [480, 160] as const;

/** A line that goes up and down as a hurried name does, as a grey PNG. */
function scrawl(seed: number, at: number): string {
  const chance = chanceOf(seed, `signature ${at}`);
  const [first, second, third] = [chance.whole(2, 5), chance.whole(5, 9), chance.whole(9, 15)];
  const rows = Buffer.alloc((width + 1) * height, 255);
  for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0;
  for (let step = 0; step < 4000; step += 1) {
    const along = step / 4000;
    const x = 40 + along * 400 + 14 * Math.sin(along * third * 2.3);
    const y = 80 + 34 * Math.sin(along * first * 6.28) * Math.cos(along * second * 6.28) + 10 * Math.sin(along * third * 6.28);
    for (const [right, down] of [[0, 0], [1, 0], [0, 1], [1, 1]] as const) rows[(Math.round(y) + down) * (width + 1) + 1 + Math.round(x) + right] = 30;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return `data:image/png;base64,${Buffer.concat([start, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]).toString('base64')}`;
}

function chunk(kind: string, data: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
