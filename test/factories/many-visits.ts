import type { visitColumns } from '@/server/domain/import/visit-columns';
import { formatYuan } from '@/server/domain/kernel/money';
import type { VisitFacts } from '@/server/services/import/import-visits';
import type { IncomingRow } from '@/server/services/import/incoming';
import type { TestResident } from './residents';
import { visitRow } from './visits';

/** What many visits are made of; it can be told to another process. */
export interface ManyVisits {
  readonly regionCode: string;
  readonly count: number;
  readonly people: readonly TestResident[];
  readonly places: readonly { readonly code: string }[];
}

/** The same visits each time they are asked for, in the order they were settled. */
export async function* manyVisits({ count, people, places }: ManyVisits): AsyncGenerator<IncomingRow<VisitFacts>> {
  for (let at = 0; at < count; at += 1) {
    const who = people[at % people.length];
    const place = places[(at * 7) % places.length];
    if (!who || !place) throw new Error('many visits need people and places');
    const minute = Math.floor((at * 60 * 24 * 60) / count);
    const day = new Date(Date.UTC(2025, 0, 1) + minute * 60_000).toISOString().slice(0, 19).replace('T', ' ');
    yield visitRow({ who, at: place, on: day, settlementId: `m${at}`, inScopeFen: 100 + ((at * 7919) % 40_000), medType: at % 97 === 0 ? '21' : '11' });
    if (at % 500 === 0) await Promise.resolve();
  }
}

/** The same row as a file has it, by column. */
export function columnsOf({ facts: { report, identity } }: IncomingRow<VisitFacts>): Record<(typeof visitColumns)[number], string> {
  return {
    fixmedins_code: report.institutionCode,
    medins_setl_id: report.settlementId,
    psn_cert_type: '01',
    certno: identity?.normalized ?? '',
    psn_name: report.residentName,
    insutype: report.insutype,
    med_type: report.medType,
    setl_time: report.settledAt,
    medfee_sumamt: formatYuan(report.totalFen),
    fulamt_ownpay_amt: formatYuan(report.fullSelfPayFen),
    overlmt_selfpay: formatYuan(report.overLimitSelfPayFen),
    preselfpay_amt: formatYuan(report.advanceSelfPayFen),
    inscp_scp_amt: formatYuan(report.inScopeFen),
  };
}
