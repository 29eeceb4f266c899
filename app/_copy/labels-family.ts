import type { GuardianRelation, HouseholdRelation } from '@/server/domain/registry/household';

/** What somebody is to the head of their household. */
export const householdRelations = {
  head: '户主',
  spouse: '配偶',
  child: '子女',
  child_in_law: '儿媳或女婿',
  grandchild: '孙辈',
  parent: '父母',
  grandparent: '祖辈',
  sibling: '兄弟姐妹',
  other: '其他成员',
} as const satisfies Readonly<Record<HouseholdRelation, string>>;

/** What a guardian is to the person they stand for. */
export const guardianRelations = {
  father: '父亲',
  mother: '母亲',
  grandparent: '祖父母或外祖父母',
  spouse: '配偶',
  child: '成年子女',
  sibling: '兄弟姐妹',
  other_relative: '其他近亲属',
  organisation: '居委会、村委会或民政部门',
  other: '其他监护人',
} as const satisfies Readonly<Record<GuardianRelation, string>>;
