'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { insutypes, labelOf, levels, medTypes } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { fieldNames, visit as copy } from '@/app/_copy/visit';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Money } from '@/app/_ui/money';
import { formatInstant } from '@/app/_ui/moment';
import { Facts, Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { StatusTag } from '@/app/_ui/status-tag';
import { WhyPanel } from '@/app/_ui/why-panel';
import { useScopes } from '@/app/_ui/use-self';
import { inText, type WorkingStep } from '@/server/domain/policy/cited';
import { isSpecialFee } from '@/server/domain/visit/is-special-fee';
import { Comparison } from './comparison';
import { LayerTable } from './layer-table';
import { PostingTable } from './posting-table';
import type { VisitDetail } from './visit-detail';
import { YearTable } from './year-table';

/** One visit: what it cost, what the fund pays and why, under which contract, and where it stands in the books. */
export default function VisitPage() {
  const search = useSearchParams();
  const trpc = useTRPC();
  const found = useQuery(trpc.visit.get.queryOptions({ institutionCode: search.get('institution') ?? '', settlementId: search.get('id') ?? '' }));
  if (!found.data) {
    return <Page title={copy.detail.title}>{found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}</Page>;
  }
  return <VisitSheet detail={found.data} />;
}

function VisitSheet({ detail }: { readonly detail: VisitDetail }) {
  const can = useScopes();
  const { visit } = detail;
  return (
    <Page
      title={copy.detail.titleOf(detail.residentName, detail.settledOn)}
      actions={
        <>
          {can('resident:read') ? (
            <Link href={`/residents/detail?id=${visit.residentId}`}>
              <Button>{copy.detail.resident}</Button>
            </Link>
          ) : null}
          <Link href="/visits">
            <Button>{copy.detail.back}</Button>
          </Link>
        </>
      }
    >
      <Standing detail={detail} />
      <Section title={copy.detail.visit}>
        <Facts items={factsOf(detail)} />
      </Section>
      <Section title={copy.detail.amounts}>
        <Facts items={amountsOf(detail)} />
      </Section>
      {detail.adjudication?.layers ? (
        <Section title={copy.detail.layers.title}>
          <LayerTable detail={detail} />
        </Section>
      ) : null}
      {detail.working.length > 0 ? <WhyPanel steps={contractByNumber(detail.working, detail.contract?.number)} /> : null}
      <Section title={copy.detail.contract.title}>
        <ContractThatDay contract={detail.contract} mayOpen={can('contract:read')} />
      </Section>
      {detail.adjudication ? (
        <Section title={copy.detail.compare.title}>
          <Comparison detail={detail} />
        </Section>
      ) : null}
      <Section title={copy.detail.year.title}>
        <p>{copy.detail.year.description}</p>
        <YearTable detail={detail} />
      </Section>
      <Section title={copy.detail.ledger.title}>
        <PostingTable entries={detail.entries} />
      </Section>
    </Page>
  );
}

/** What a visit that was taken back, or a record that takes one back, has to say first. */
function Standing({ detail }: { readonly detail: VisitDetail }) {
  const { status, visit } = detail;
  if (status === 'paid') return null;
  const original = visit.refundOf ?? '';
  if (status === 'refunded') return <p role="status">{copy.detail.refunded(detail.refundedBy)}</p>;
  const waits = detail.waitsFor && copy.refunds.labels[detail.waitsFor];
  return <p role="status">{waits ? `${waits.name}：${waits.todo(original, null)}` : copy.detail.refund(original)}</p>;
}

function ContractThatDay({ contract, mayOpen }: { readonly contract: VisitDetail['contract']; readonly mayOpen: boolean }) {
  if (!contract) return <p>{copy.detail.contract.none}</p>;
  return (
    <p>
      {copy.detail.contract.text(contract.teamName, contract.startDay, contract.endDay)}{' '}
      {mayOpen ? <Link href={`/contracts/detail?id=${contract.id}`}>{copy.detail.contract.open}</Link> : null}
    </p>
  );
}

/** What only some visits tell: when care began and ended, and what was prescribed. */
function toldBesides({ startedAt, endedAt, essentialDrugFen, prescriptionDays }: VisitDetail['visit']) {
  const { fields, days } = copy.detail;
  return [
    ...(startedAt === null && endedAt === null ? [] : [{ name: fields.course, value: `${startedAt ?? ''} — ${endedAt ?? ''}` }]),
    ...(essentialDrugFen === null ? [] : [{ name: fields.essentialDrugs, value: <Money fen={essentialDrugFen} /> }]),
    ...(prescriptionDays === null ? [] : [{ name: fields.prescriptionDays, value: days(prescriptionDays) }]),
  ];
}

function factsOf(detail: VisitDetail) {
  const { fields, none, special } = copy.detail;
  const { visit } = detail;
  return [
    { name: fields.institution, value: detail.institutionName },
    { name: fields.level, value: labelOf(levels, detail.level) },
    { name: fields.settlementId, value: visit.settlementId },
    { name: fields.settledAt, value: visit.settledAt },
    ...toldBesides(visit),
    { name: fields.kind, value: `${labelOf(insutypes, visit.insutype)} ${labelOf(medTypes, visit.medType)}${isSpecialFee(visit) ? `，${special}` : ''}` },
    { name: fields.diagnosis, value: [visit.diagnosisCode, visit.diagnosisName].filter(Boolean).join(' ') || none },
    { name: fields.referral, value: visit.referralNumber ?? none },
    { name: fields.status, value: <StatusTag kind="visit" value={detail.status} /> },
    { name: fields.received, value: formatInstant(detail.receivedAt) },
    { name: fields.policy, value: detail.policy.title },
    { name: fields.revision, value: detail.revision },
  ];
}

function amountsOf({ visit }: VisitDetail) {
  return [
    { name: fieldNames.medfee_sumamt ?? '', value: <Money fen={visit.totalFen} /> },
    { name: fieldNames.fulamt_ownpay_amt ?? '', value: <Money fen={visit.fullSelfPayFen} /> },
    { name: fieldNames.overlmt_selfpay ?? '', value: <Money fen={visit.overLimitSelfPayFen} /> },
    { name: fieldNames.preselfpay_amt ?? '', value: <Money fen={visit.advanceSelfPayFen} /> },
    { name: fieldNames.inscp_scp_amt ?? '', value: <Money fen={visit.inScopeFen} /> },
  ];
}

/** People know a contract by its number; the working names it by its id. */
function contractByNumber(working: readonly WorkingStep[], number: string | undefined): readonly WorkingStep[] {
  if (number === undefined) return working;
  return working.map((step) => ('contract' in step.operands ? { ...step, operands: { ...step.operands, contract: inText(number) } } : step));
}
