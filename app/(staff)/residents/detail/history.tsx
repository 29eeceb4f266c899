'use client';

import { certTypes, insutypes, keyGroups, labelOf, sexes } from '@/app/_copy/labels';
import { guardianRelations, householdRelations } from '@/app/_copy/labels-family';
import { changeSources, changedFields, deathDocuments, record } from '@/app/_copy/resident-record';
import { formatInstant } from '@/app/_ui/moment';
import { Table } from '@/app/_ui/table';
import type { Person } from './person';

const copy = record.history;
type Change = Person['changes'][number];

/** Every change of the record, newest first, with what stood before. */
export function History({ person }: { readonly person: Person }) {
  const { columns } = copy;
  return (
    <>
      <p>{copy.text}</p>
      {person.changes.length === 0 ? (
        <p>{copy.empty}</p>
      ) : (
        <Table
          rowKey="id"
          pageSize={20}
          rows={person.changes}
          columns={[
            { title: columns.at, key: 'at', render: (_, row) => formatInstant(row.at) },
            { title: columns.field, key: 'field', render: (_, row) => changedFields[row.field] },
            { title: columns.day, key: 'day', render: (_, row) => row.day ?? record.none },
            { title: columns.change, key: 'change', render: (_, row) => copy.from(valueText(row.field, row.before), valueText(row.field, row.after)) },
            { title: columns.reason, key: 'reason', render: (_, row) => row.reason ?? record.none },
            { title: columns.by, key: 'by', render: (_, row) => copy.by(row.byName, changeSources[row.source]) },
          ]}
        />
      )}
    </>
  );
}

/** What a field said, as the screens say it elsewhere. */
export function valueText(field: Change['field'], value: Change['before']): string {
  if (value === null) return field === 'coverage' ? record.standing.uninsured : copy.nothing;
  const text = (key: string) => String(value[key] ?? '');
  switch (field) {
    case 'name':
      return text('name');
    case 'sex':
      return labelOf(sexes, text('sex'));
    case 'birth_day':
      return text('birthDay');
    case 'certificate':
      return copy.certificate(labelOf(certTypes, text('certType')), text('number'));
    case 'phone':
      return text('phone');
    case 'address':
      return text('address');
    case 'home':
      return text('institutionCode');
    case 'coverage':
      return record.standing.insured(labelOf(insutypes, text('insutype')), value.insutype === '310' ? value.retired === true : null);
    case 'key_group':
      return (value.member === true ? copy.in : copy.out)(labelOf(keyGroups, text('keyGroup')));
    case 'death':
      return copy.died(text('deathDay'), value.document ? labelOf(deathDocuments, text('document')) : null);
    case 'residence':
      return value.here === true ? copy.here : copy.away;
    case 'household':
      return labelOf(householdRelations, text('relation'));
    case 'guardian':
      return copy.guardian(text('name'), labelOf(guardianRelations, text('relation')));
  }
}
