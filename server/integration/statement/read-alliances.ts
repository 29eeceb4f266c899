import {
  type AllianceClaim,
  type AllianceTotalInput,
  type CompositeInput,
  type CompositeMember,
  type ElsewhereClaim,
  type Heads,
  type MemberClaim,
  type ReasonableOverspend,
  type TotalKeptInput,
  overspendReasons,
} from '@/server/domain/settlement/alliance-inputs';
import type { DocumentReader, Fields } from './document-reader';

const claimKeys = ['code', 'budget', 'adjustment', 'members', 'elsewhere', 'deductions'];
const headKeys = ['insured', 'excluded', 'perHead'];

export function readAllianceTotal(reader: DocumentReader, root: Fields): AllianceTotalInput {
  reader.onlyKeys(root, '', ['method', 'staffShare', 'reasonableOverspendFundShare', 'pools', 'carried']);
  return {
    method: 'alliance_total',
    staffShare: reader.text(root, '', 'staffShare'),
    reasonableOverspendFundShare: reader.text(root, '', 'reasonableOverspendFundShare'),
    pools: reader.list(root, '', 'pools', (json, path) => {
      const pool = reader.record(json, path);
      reader.onlyKeys(pool, path, ['id', 'alliances']);
      const alliances = reader.list(pool, path, 'alliances', (item, place) => {
        const claim = reader.record(item, place);
        reader.onlyKeys(claim, place, [...claimKeys, ...headKeys, 'reasonableOverspend']);
        return { ...readClaim(reader, claim, place, readMember), heads: readHeads(reader, claim, place), reasonable: readReasonable(reader, claim, place) };
      });
      return { id: reader.text(pool, path, 'id'), alliances };
    }),
  };
}

export function readTotalKept(reader: DocumentReader, root: Fields): TotalKeptInput {
  reader.onlyKeys(root, '', ['method', 'withheldShare', 'fullScore', 'pools', 'carried']);
  return {
    method: 'total_kept_or_borne',
    assessment: { withheldShare: reader.text(root, '', 'withheldShare'), fullScore: reader.count(root, '', 'fullScore') },
    pools: reader.list(root, '', 'pools', (json, path) => {
      const pool = reader.record(json, path);
      reader.onlyKeys(pool, path, ['id', 'kind', 'alliances']);
      const kind = reader.oneOf(pool, path, 'kind', ['total', 'capitation']);
      const alliances = reader.list(pool, path, 'alliances', (item, place) => {
        const claim = reader.record(item, place);
        reader.onlyKeys(claim, place, [...claimKeys, ...headKeys, 'score']);
        return { ...readClaim(reader, claim, place, readMember), heads: readHeads(reader, claim, place), score: reader.optionalText(claim, place, 'score') ?? null };
      });
      return { id: reader.text(pool, path, 'id'), kind, alliances };
    }),
  };
}

export function readComposite(reader: DocumentReader, root: Fields): CompositeInput {
  reader.onlyKeys(root, '', ['method', 'drgRate', 'bedDayRate', 'pools', 'carried']);
  return {
    method: 'composite',
    drgRateFen: reader.amount(root, '', 'drgRate'),
    bedDayRateFen: reader.amount(root, '', 'bedDayRate'),
    pools: reader.list(root, '', 'pools', (json, path) => {
      const pool = reader.record(json, path);
      reader.onlyKeys(pool, path, ['id', 'outpatientPerHead', 'alliances']);
      const alliances = reader.list(pool, path, 'alliances', (item, place) => {
        const claim = reader.record(item, place);
        reader.onlyKeys(claim, place, [...claimKeys, 'outpatientHeads']);
        return { ...readClaim(reader, claim, place, readCompositeMember), outpatientHeads: reader.count(claim, place, 'outpatientHeads') };
      });
      return { id: reader.text(pool, path, 'id'), outpatientPerHeadFen: reader.amount(pool, path, 'outpatientPerHead'), alliances };
    }),
  };
}

type ReadMember<Member> = (reader: DocumentReader, json: unknown, path: string) => Member;

function readClaim<Member extends MemberClaim>(reader: DocumentReader, claim: Fields, path: string, member: ReadMember<Member>): AllianceClaim & { readonly members: readonly Member[] } {
  return {
    code: reader.text(claim, path, 'code'),
    budgetFen: reader.amount(claim, path, 'budget'),
    adjustmentFen: reader.amount(claim, path, 'adjustment'),
    members: reader.list(claim, path, 'members', (item, place) => member(reader, item, place)),
    elsewhere: reader.list(claim, path, 'elsewhere', (item, place): ElsewhereClaim => {
      const at = reader.record(item, place);
      reader.onlyKeys(at, place, ['code', 'inside']);
      return { code: reader.text(at, place, 'code'), insideFen: reader.amount(at, place, 'inside') };
    }),
    deductionsFen: reader.amount(claim, path, 'deductions'),
  };
}

const memberKeys = ['code', 'inside', 'outside', 'prepaid'];

function readMember(reader: DocumentReader, json: unknown, path: string): MemberClaim {
  const member = reader.record(json, path);
  reader.onlyKeys(member, path, memberKeys);
  return memberOf(reader, member, path);
}

function memberOf(reader: DocumentReader, member: Fields, path: string): MemberClaim {
  return {
    code: reader.text(member, path, 'code'),
    insideFen: reader.amount(member, path, 'inside'),
    outsideFen: reader.amount(member, path, 'outside'),
    prepaidFen: reader.amount(member, path, 'prepaid'),
  };
}

function readCompositeMember(reader: DocumentReader, json: unknown, path: string): CompositeMember {
  const member = reader.record(json, path);
  reader.onlyKeys(member, path, [...memberKeys, 'stays', 'drgPoints', 'bedDays']);
  return {
    ...memberOf(reader, member, path),
    staysFen: reader.amount(member, path, 'stays'),
    drgPoints: reader.text(member, path, 'drgPoints'),
    bedDays: reader.count(member, path, 'bedDays'),
  };
}

function readHeads(reader: DocumentReader, claim: Fields, path: string): Heads {
  return { insured: reader.count(claim, path, 'insured'), excluded: reader.count(claim, path, 'excluded'), perHeadFen: reader.amount(claim, path, 'perHead') };
}

function readReasonable(reader: DocumentReader, claim: Fields, path: string): ReasonableOverspend | null {
  if (claim.reasonableOverspend === undefined) return null;
  const at = `${path}.reasonableOverspend`;
  const found = reader.record(claim.reasonableOverspend, at);
  reader.onlyKeys(found, at, ['amount', 'reason', 'note']);
  return { amountFen: reader.amount(found, at, 'amount'), reason: reader.oneOf(found, at, 'reason', overspendReasons), note: reader.text(found, at, 'note') };
}
