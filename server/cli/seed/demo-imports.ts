import { createHash } from 'node:crypto';
import type { Store } from '@/db';
import { type DemoPerson, demoResident, personAt } from '@/db/seed/people';
import { residentFileColumns } from '@/server/domain/import/registry-columns';
import { type Day, addDays } from '@/server/domain/kernel/calendar-day';
import { checkCharacterOf } from '@/server/domain/kernel/identity-number';
import { readResidentRow } from '@/server/integration/his/registry-rows';
import { translateRow } from '@/server/integration/sheets/translate-row';
import type { IncomingFile } from '@/server/services/import/incoming';
import type { ResidentRowFacts } from '@/server/services/import/import-residents';
import { reviewedResidents } from '@/server/services/import-review/kinds';
import { startReview } from '@/server/services/import-review/start-review';
import { recordMovingAway } from '@/server/services/resident-change/record-death';
import { done } from '../done';
import { asAccount } from './demo-actors';

interface DemoPart {
  readonly store: Store;
  readonly seed: number;
  readonly residents: number;
  readonly today: Day;
  readonly now: number;
}

/** A file of residents that waits for somebody to look at it, with rows of every class. Answers how many. */
export async function uploadDemoFile(part: DemoPart): Promise<number> {
  const clerk = asAccount(part.store, 'clerk', part.now);
  const [changed, close, held, gone, another] = living(part, 5);
  if (!changed || !close || !held || !gone || !another) throw new Error('the demo has too few people');
  await done(recordMovingAway(clerk, { residentId: gone.id, version: 0, from: addDays(part.today, -30), endsContract: false, reason: '已随子女迁往外地居住' }));
  const rows = [
    ...['尹大川', '尹小川', '尹春燕'].map((psn_name, at) => ({ certno: numberOf(`1101011971030510${at + 1}`), psn_name, insutype: '390', phone: `1390000700${at}`, address: '新迁入小区 3 号楼' })),
    told(changed, { phone: '13900008001', address: '柳林街道新居 5 号' }),
    told(another, { insutype: another.insutype === '310' ? '390' : '310' }),
    told(close, { certno: mistyped(close.citizenId) }),
    told(demoResident, { certno: mistyped(demoResident.citizenId) }),
    told(held, {}),
    told(gone, { address: '迁出后的地址' }),
    { certno: '1.10101E+17', psn_name: '孙无号', insutype: '390' },
    { certno: numberOf('11010119660101302'), psn_name: '', insutype: '居民', brdy: '1966-13-01' },
  ];
  const started = await startReview(clerk, reviewedResidents, fileOf(rows));
  const { rowsRead } = await started.run();
  return rowsRead;
}

type Cells = Readonly<Record<string, string>>;

function told({ citizenId: certno, name: psn_name, insutype, retired }: DemoPerson, changes: Cells): Cells {
  return { certno, psn_name, insutype, ...(insutype === '310' ? { retired: retired ? '1' : '0' } : {}), ...changes };
}

function fileOf(rows: readonly Cells[]): IncomingFile<ResidentRowFacts> {
  const digest = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
  return { fileName: '待审核居民.csv', digest, rows: each(rows) };
}

async function* each(rows: readonly Cells[]): ReturnType<() => AsyncGenerator<ReturnType<typeof readResidentRow>>> {
  for (const [at, fields] of rows.entries()) yield { ...readResidentRow(translateRow({ rowNumber: at + 2, fields, problems: [] }, residentFileColumns)), original: () => fields };
}

/** Grown-ups from the far end of the district, whom no other part of the demo speaks of. */
function living({ seed, residents, today }: DemoPart, count: number): DemoPerson[] {
  const found: DemoPerson[] = [];
  for (let serial = residents - 1; serial > 0 && found.length < count; serial -= 1) {
    const person = personAt(seed, serial, today);
    if (person.deathDay === null && person.birthDay < '1985') found.push(person);
  }
  return found;
}

function numberOf(seventeen: string): string {
  return `${seventeen}${checkCharacterOf(seventeen)}`;
}

/** The same number with another digit in the serial, which makes it a number again. */
function mistyped(number: string): string {
  const digit = String((Number(number.charAt(14)) + 1) % 10);
  return numberOf(`${number.slice(0, 14)}${digit}${number.slice(15, 17)}`);
}
