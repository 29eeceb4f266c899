/** What became of two records that may be one person: `not_same` is never asked again. */
export const duplicateStatuses = ['open', 'not_same', 'merged'] as const;
export type DuplicateStatus = (typeof duplicateStatuses)[number];

/** Why two records may be one person; in the order in which they are told. */
export const matchReasons = [
  'same_number',
  'number_one_apart',
  'number_transposed',
  'number_two_apart',
  'same_name',
  'same_sound',
  'similar_name',
  'same_birth_day',
  'birth_day_close',
  'same_phone',
  'same_address',
  'certificate_replaced',
] as const;
export type MatchReason = (typeof matchReasons)[number];

/** What speaks against it. */
export const matchDoubts = ['numbers_far_apart', 'other_sex', 'may_be_twins'] as const;
export type MatchDoubt = (typeof matchDoubts)[number];
