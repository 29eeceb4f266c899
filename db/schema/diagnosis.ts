import { code, count, day, foreignKey, index, instant, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { diagnosisKeyKinds, diagnosisListStatuses } from '@/server/domain/referral/diagnoses';

/** A version of the diagnoses that can be chosen (ICD-10 医保版). It is never changed once it is whole; a later one takes over on its day. */
export const diagnosisList = table(
  'diagnosis_list',
  {
    regionCode: text().notNull(),
    version: text().notNull(),
    inForceFrom: day().notNull(),
    /** Nobody is offered a list whose file is still being read. */
    status: code(diagnosisListStatuses).notNull(),
    entries: count().notNull(),
    createdAt: instant().notNull(),
    createdByName: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.version] }),
    // Two lists that begin on one day would leave open which of them is offered.
    uniqueIndex('diagnosis_list_begins').on(t.regionCode, t.inForceFrom),
  ],
);

export const diagnosis = table(
  'diagnosis',
  {
    regionCode: text().notNull(),
    version: text().notNull(),
    code: text().notNull(),
    name: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.version, t.code] }),
    foreignKey({ columns: [t.regionCode, t.version], foreignColumns: [diagnosisList.regionCode, diagnosisList.version] }),
  ],
);

/** By what a diagnosis is found: the beginning of its code, and of its name or its initials from any character on. */
export const diagnosisKey = table(
  'diagnosis_key',
  {
    regionCode: text().notNull(),
    version: text().notNull(),
    kind: code(diagnosisKeyKinds).notNull(),
    /** Small letters and digits only, which every collation sorts alike. */
    key: text().notNull(),
    code: text().notNull(),
    /** Characters before the place where the key begins: what begins with the words that were typed comes first. */
    skipped: count().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.version, t.kind, t.key, t.code] }),
    index('diagnosis_key_of_code').on(t.regionCode, t.version, t.code),
    foreignKey({ columns: [t.regionCode, t.version, t.code], foreignColumns: [diagnosis.regionCode, diagnosis.version, diagnosis.code] }),
  ],
);
