import type { MemberMonthRow } from '@/db/queries/month';
import type { MemberCell } from '@/server/domain/capitation/member-month';
import { insutypes, sexes } from '@/server/domain/registry/codes';

type Row = Omit<MemberMonthRow, 'regionCode' | 'month'>;

/** The cell of a stored row; null for the row of an institution without members, whose cell is empty. */
export function asMemberCell({ institutionCode, teamId, ageBand, inKeyGroup, heads, memberDays, incomeFen, ...row }: Row): MemberCell | null {
  if (row.insutype === '') return null;
  const insutype = insutypes.find((code) => code === row.insutype);
  const sex = sexes.find((code) => code === row.sex);
  if (insutype === undefined || sex === undefined) throw new Error(`a member cell of ${institutionCode} has no insutype or sex`);
  return { institutionCode, teamId, insutype, ageBand, sex, inKeyGroup, heads, memberDays, incomeFen };
}
