import type { PostingKind } from '@/server/domain/posting/posting';

/** What people who are sent to another institution do there. */
export const postingKinds = {
  clinic: '坐诊',
  surgery: '手术',
  ward_round: '查房',
  guidance: '技术指导',
  teaching: '教学培训',
  management: '管理帮扶',
  new_technique: '新技术、新项目',
  trainee: '进修',
} as const satisfies Readonly<Record<PostingKind, string>>;
